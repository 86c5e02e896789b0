import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace } from '../../src/accounts/workspace-store.ts';
import { readWebhookSecrets, rotateWebhookSecret } from '../../src/contact/webhook-secret-store.ts';
import type { Context } from '../../src/context.ts';
import { createLogger } from '../../src/logger.ts';
import { forgetOldRows } from '../../src/reconcile/forget-old-rows.ts';
import { createSealer, SealError } from '../../src/secrets/sealer.ts';
import { createTestDatabase } from '../support/database.ts';

let { db, drop } = {} as Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  ({ db, drop } = await createTestDatabase());
});
afterAll(() => drop());

const lines: string[] = [];
const log = createLogger('test', 'info', { write: (line) => lines.push(line) });
const sealerOf = (byte: number) => createSealer(Buffer.alloc(32, byte).toString('base64'));

test('after SECRETS_KEY was lost a new secret signs at once, without the one that nobody can open', async () => {
  const { id } = await createWorkspace(db, 'Test');
  const lost = await rotateWebhookSecret(db, sealerOf(1), id);
  const sealer = sealerOf(2);
  await expect(readWebhookSecrets({ db, sealer, log }, id)).rejects.toThrow(SealError);
  const secret = await rotateWebhookSecret(db, sealer, id);
  expect(await readWebhookSecrets({ db, sealer, log }, id)).toEqual([secret]);
  expect(lines.join()).toContain(id);
  for (const known of [lost, secret]) expect(lines.join()).not.toContain(known);
});

test('a secret that signs no more is erased', async () => {
  const { id } = await createWorkspace(db, 'Test');
  const sealer = sealerOf(1);
  const [old, secret] = [await rotateWebhookSecret(db, sealer, id), await rotateWebhookSecret(db, sealer, id)];
  await forgetOldRows({ db } as Context);
  expect(await readWebhookSecrets({ db, sealer, log }, id)).toEqual([secret, old]);
  await sql`update webhook_secrets set previous_until = now() - interval '1 second' where workspace_id = ${id}`.execute(
    db,
  );
  await forgetOldRows({ db } as Context);
  expect(await readWebhookSecrets({ db, sealer, log }, id)).toEqual([secret]);
  const row = db.selectFrom('webhook_secrets').select(['previous_sealed', 'previous_until']);
  expect(await row.where('workspace_id', '=', id).executeTakeFirst()).toEqual({
    previous_sealed: null,
    previous_until: null,
  });
});

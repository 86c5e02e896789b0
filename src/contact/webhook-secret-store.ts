import { sql } from 'kysely';
import { type Db, inTransaction } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import { SealError, type Sealer } from '../secrets/sealer.ts';
import { newWebhookSecret } from '../webhooks/sign.ts';

const placeOf = (workspaceId: string): string => `webhook_secrets/${workspaceId}`;
/** A receiver has this long to change over. */
const overlapHours = 24;

/** Issues a new secret for a workspace's webhook; it is shown this once. The one before signs beside it for a day. */
export const rotateWebhookSecret = (db: Db, sealer: Sealer, workspaceId: string): Promise<string> =>
  inTransaction(db, async (tx) => {
    const secret = newWebhookSecret();
    await sql`
      insert into webhook_secrets (workspace_id, sealed) values (${workspaceId}, ${sealer.seal(secret, placeOf(workspaceId))})
      on conflict (workspace_id) do update set previous_sealed = webhook_secrets.sealed,
        previous_until = clock_timestamp() + make_interval(hours => ${overlapHours}), sealed = excluded.sealed,
        issued_at = clock_timestamp()`.execute(tx);
    await tx
      .insertInto('audit')
      .values({ workspace_id: workspaceId, actor: 'admin', action: 'webhook_secret_rotated', detail: '{}' })
      .execute();
    return secret;
  });

/** When the newest secret of a workspace's webhook was issued; null: none was. */
export const readWebhookSecretIssuedAt = async (db: Db, workspaceId: string): Promise<Date | null> => {
  const row = await db
    .selectFrom('webhook_secrets')
    .select('issued_at')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  return row?.issued_at ?? null;
};

/**
 * What the workspace's webhook is signed with now, the newest first; empty when none was issued. Throws SealError when the
 * newest can't be opened; the one before is left out and logged when it can not.
 */
export const readWebhookSecrets = async (
  { db, sealer, log }: { db: Db; sealer: Sealer; log: Logger },
  workspaceId: string,
): Promise<string[]> => {
  const { rows } = await sql<{ sealed: string; previous: string | null }>`
    select sealed, case when previous_until > clock_timestamp() then previous_sealed end as previous
    from webhook_secrets where workspace_id = ${workspaceId}`.execute(db);
  const [row] = rows;
  if (!row) return [];
  const place = placeOf(workspaceId);
  const newest = sealer.open(row.sealed, place);
  if (!row.previous) return [newest];
  try {
    return [newest, sealer.open(row.previous, place)];
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    log.warn({ err: error, workspaceId }, 'The webhook secret before the newest can not be opened and signs nothing');
    return [newest];
  }
};

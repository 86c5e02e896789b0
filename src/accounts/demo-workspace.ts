import { sql } from 'kysely';
import { settingsSchema } from '../contract/settings.schema.ts';
import type { Db } from '../db/database.ts';
import { readSettings, saveSettings } from '../settings/settings-store.ts';
import { createWorkspace, issueKey } from './workspace-store.ts';

const name = 'Fernhollow Tea (demo)';

/** The demo shop's workspace and its widget key; made at the first start, left as it is afterwards. */
export const ensureDemoWorkspace = (db: Db, channel: string): Promise<string> =>
  db.transaction().execute(async (tx) => {
    // Two API processes may start at once.
    await sql`select pg_advisory_xact_lock(hashtextextended('demo workspace', 0))`.execute(tx);
    const found = await tx
      .selectFrom('workspaces as w')
      .innerJoin('workspace_keys as k', 'k.workspace_id', 'w.id')
      .select(['w.id', 'k.public_key'])
      .where('w.name', '=', name)
      .where('k.kind', '=', 'widget')
      .where('k.revoked_at', 'is', null)
      .executeTakeFirst();
    const id = found?.id ?? (await createWorkspace(tx, name)).id;
    const key = found?.public_key ?? (await issueKey(tx, id, 'widget')).key;
    const { version } = await readSettings(tx, id);
    if (version === 0) {
      const settings = settingsSchema.parse({
        channel,
        assistant: 'demo',
        businessHoursText: 'Monday - Friday: 9am - 5pm EST\nSaturday: 10am - 2pm EST\nSunday: Closed',
        escalationPrompt: 'Hand over when the customer is upset or asks about wholesale prices.',
      });
      await saveSettings(tx, id, 0, settings, 'demo');
    }
    return key;
  });

import { sql } from 'kysely';
import { settingsSchema } from '../contract/settings.schema.ts';
import type { Db } from '../db/database.ts';
import { readSettings, saveSettings } from '../settings/settings-store.ts';
import { createWorkspace, issueKey } from './workspace-store.ts';

const name = 'Fernhollow Tea (demo)';

/**
 * The demo shop's workspace and its widget key, made at the first start. Its settings are left as admins save them; only the
 * channel follows the server's, as long as nobody chose another: a sandbox's is none of a real Slack.
 */
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
    const { version, settings: current } = await readSettings(tx, id);
    if (version === 0) {
      const settings = settingsSchema.parse({
        channel,
        assistant: 'demo',
        escalationPrompt: 'Hand over when the customer is upset or asks about wholesale prices.',
      });
      await saveSettings(tx, id, 0, settings, 'demo');
    } else if (current.channel !== channel && current.channel === (await channelBefore(tx, id))) {
      await saveSettings(tx, id, version, { ...current, channel }, 'demo');
    }
    return key;
  });

/** The channel that an earlier start set. */
const channelBefore = async (db: Db, workspaceId: string): Promise<string | undefined> => {
  const { rows } = await sql<{ channel: string }>`
    select s.data ->> 'channel' as channel
    from audit a join settings s on s.workspace_id = a.workspace_id and s.version = (a.detail ->> 'version')::int
    where a.workspace_id = ${workspaceId} and a.actor = 'demo' and a.action = 'settings_saved'
    order by s.version desc limit 1`.execute(db);
  return rows[0]?.channel;
};

import { sql } from 'kysely';
import { defaultSettings, storedSettings } from '../contract/settings.schema.ts';
import type { Settings } from '../contract/settings.ts';
import type { Db } from '../db/database.ts';

export type VersionedSettings = { version: number; settings: Settings };

/** The newest settings of a workspace; version 0 with the defaults when none were saved. */
export const readSettings = async (db: Db, workspaceId: string): Promise<VersionedSettings> => {
  const row = await db
    .selectFrom('settings')
    .select(['version', 'data'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row
    ? { version: row.version, settings: storedSettings.parse(row.data) }
    : { version: 0, settings: defaultSettings };
};

/**
 * Saves a new version on top of the one that was edited; undefined when somebody saved in between.
 * Scheduled and queued handoffs that were decided under an older version are rung by the sweeper.
 */
export const saveSettings = async (
  db: Db,
  workspaceId: string,
  edited: number,
  settings: Settings,
  actor: string,
): Promise<VersionedSettings | undefined> => {
  const saved = await sql`
    with saved as (
      insert into settings (workspace_id, version, data)
      select ${workspaceId}, ${edited + 1}, ${JSON.stringify(settings)}::jsonb
      where ${edited} = coalesce((select max(version) from settings where workspace_id = ${workspaceId}), 0)
      on conflict do nothing returning version)
    insert into audit (workspace_id, actor, action, detail)
    select ${workspaceId}, ${actor}, 'settings_saved', jsonb_build_object('version', version) from saved
    returning 1`.execute(db);
  return saved.rows.length === 1 ? { version: edited + 1, settings } : undefined;
};

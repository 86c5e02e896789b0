import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ensureDemoWorkspace } from '../../src/accounts/demo-workspace.ts';
import { listWorkspaces, openWorkspace, revokeKey } from '../../src/accounts/workspace-store.ts';
import { readSettings, saveSettings } from '../../src/settings/settings-store.ts';
import { testDatabase } from '../support/database.ts';

test('pages of workspaces lead to the last one, each once', async () => {
  const { db } = await testDatabase();
  // Many of one moment: the page must not end between them.
  await sql`insert into workspaces (id, name, created_at)
    select 'ws_' || lpad(n::text, 4, '0'), 'Shop', timestamptz '2026-01-01' + (n / 400) * interval '1 day'
    from generate_series(1, 1001) n`.execute(db);
  const sizes: number[] = [];
  const seen: string[] = [];
  for (let more = true; more; ) {
    const page = await listWorkspaces(db, seen.at(-1));
    sizes.push(page.workspaces.length);
    seen.push(...page.workspaces.map(({ id }) => id));
    more = page.more;
  }
  expect(sizes).toEqual([500, 500, 1]);
  expect(new Set(seen).size).toBe(1001);
  expect(await listWorkspaces(db, 'ws_unknown')).toEqual({ workspaces: [], more: false });
});

test('a workspace comes with its keys and the notes of it, or not at all', async () => {
  const { db } = await testDatabase();
  const { workspace } = await openWorkspace(db, 'Shop');
  const actions = async () => {
    const rows = await db.selectFrom('audit').select('action').where('workspace_id', '=', workspace.id).execute();
    return rows.map(({ action }) => action);
  };
  expect(await actions()).toEqual(['workspace_created', 'key_issued', 'key_issued']);
  await sql`alter table audit add constraint no_more check (action not in ('key_issued', 'key_revoked')) not valid`.execute(
    db,
  );
  await expect(openWorkspace(db, 'Other')).rejects.toThrow('no_more');
  const keys = await db.selectFrom('workspace_keys').select(['id', 'workspace_id']).execute();
  await expect(revokeKey(db, workspace.id, keys[0]?.id ?? '')).rejects.toThrow('no_more');
  expect((await listWorkspaces(db, undefined)).workspaces.map(({ name }) => name)).toEqual(['Shop']);
  const left = await db.selectFrom('workspace_keys').select('id').where('revoked_at', 'is', null).execute();
  expect(left).toHaveLength(2);
});

test("the demo workspace's channel follows the server's until an admin chooses another", async () => {
  const { db } = await testDatabase();
  const channelAfterStart = async (channel: string) => {
    await ensureDemoWorkspace(db, channel);
    const [workspace] = (await listWorkspaces(db, undefined)).workspaces;
    return { id: workspace?.id ?? '', ...(await readSettings(db, workspace?.id ?? '')) };
  };
  expect((await channelAfterStart('C0SANDBOX')).settings.channel).toBe('C0SANDBOX');
  const { id, version, settings } = await channelAfterStart('C0REAL');
  expect([version, settings.channel]).toEqual([2, 'C0REAL']);
  await saveSettings(db, id, version, { ...settings, buttonText: 'Ask us' }, 'admin');
  const moved = await channelAfterStart('C0OTHER');
  expect([moved.settings.channel, moved.settings.buttonText]).toEqual(['C0OTHER', 'Ask us']);
  await saveSettings(db, id, moved.version, { ...moved.settings, channel: 'C0CHOSEN' }, 'admin');
  expect((await channelAfterStart('C0LATER')).settings.channel).toBe('C0CHOSEN');
});

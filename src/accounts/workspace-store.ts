import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../contract/new-id.ts';
import { type Db, databaseNow } from '../db/database.ts';

export type KeyKind = 'widget' | 'host';
export type WorkspaceKey = { id: string; kind: KeyKind; createdAt: string; revokedAt?: string; publicKey?: string };

const hash = (key: string): Buffer => createHash('sha256').update(key).digest();
const prefixes = { widget: 'pk_', host: 'sk_' } as const;

export const createWorkspace = async (db: Db, name: string): Promise<{ id: string; name: string }> => {
  const id = newId('ws');
  await db.insertInto('workspaces').values({ id, name }).execute();
  await db
    .insertInto('audit')
    .values({ workspace_id: id, actor: 'admin', action: 'workspace_created', detail: '{}' })
    .execute();
  return { id, name };
};

export const findWorkspace = (db: Db, id: string) =>
  db.selectFrom('workspaces').select(['id', 'name']).where('id', '=', id).executeTakeFirst();

/** At most 500, oldest first. */
export const listWorkspaces = (db: Db) =>
  db
    .selectFrom('workspaces')
    .select(['id', 'name', 'created_at as createdAt'])
    .orderBy('created_at')
    .limit(500)
    .execute();

/** Issues a key. Only its hash is kept: a host key is shown this once. `key` is for keys made elsewhere (the demo's). */
export const issueKey = async (
  db: Db,
  workspaceId: string,
  kind: KeyKind,
  key = prefixes[kind] + randomBytes(24).toString('base64url'),
): Promise<{ id: string; key: string }> => {
  const id = newId('key');
  await db
    .insertInto('workspace_keys')
    .values({ id, workspace_id: workspaceId, kind, key_hash: hash(key), public_key: kind === 'widget' ? key : null })
    .onConflict((conflict) => conflict.column('key_hash').doNothing())
    .execute();
  await db
    .insertInto('audit')
    .values({ workspace_id: workspaceId, actor: 'admin', action: 'key_issued', detail: JSON.stringify({ id, kind }) })
    .execute();
  return { id, key };
};

export const listKeys = async (db: Db, workspaceId: string): Promise<WorkspaceKey[]> => {
  const rows = await db.selectFrom('workspace_keys').selectAll().where('workspace_id', '=', workspaceId).execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    createdAt: row.created_at.toISOString(),
    ...(row.revoked_at && { revokedAt: row.revoked_at.toISOString() }),
    ...(row.public_key && { publicKey: row.public_key }),
  }));
};

/** False when the workspace has no such working key. */
export const revokeKey = async (db: Db, workspaceId: string, keyId: string): Promise<boolean> => {
  const revoked = await db
    .updateTable('workspace_keys')
    .set({ revoked_at: databaseNow })
    .where('id', '=', keyId)
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) return false;
  await db
    .insertInto('audit')
    .values({ workspace_id: workspaceId, actor: 'admin', action: 'key_revoked', detail: JSON.stringify({ id: keyId }) })
    .execute();
  return true;
};

/** The workspace that a working key opens. */
export const workspaceOfKey = async (db: Db, kind: KeyKind, key: string): Promise<string | undefined> => {
  const row = await db
    .selectFrom('workspace_keys')
    .select('workspace_id')
    .where('key_hash', '=', hash(key))
    .where('kind', '=', kind)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.workspace_id;
};

import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../contract/new-id.ts';
import { type Db, databaseNow, inTransaction } from '../db/database.ts';

export type KeyKind = 'widget' | 'host';
export type WorkspaceKey = { id: string; kind: KeyKind; createdAt: string; revokedAt?: string; publicKey?: string };

const hash = (key: string): Buffer => createHash('sha256').update(key).digest();
const prefixes = { widget: 'pk_', host: 'sk_' } as const;

const note = (db: Db, workspaceId: string, action: string, detail: object = {}) =>
  db
    .insertInto('audit')
    .values({ workspace_id: workspaceId, actor: 'admin', action, detail: JSON.stringify(detail) })
    .execute();

export const createWorkspace = (db: Db, name: string): Promise<{ id: string; name: string }> =>
  inTransaction(db, async (tx) => {
    const id = newId('ws');
    await tx.insertInto('workspaces').values({ id, name }).execute();
    await note(tx, id, 'workspace_created');
    return { id, name };
  });

/** A workspace with its first keys: all of it or nothing. */
export const openWorkspace = (db: Db, name: string) =>
  inTransaction(db, async (tx) => {
    const workspace = await createWorkspace(tx, name);
    const widgetKey = (await issueKey(tx, workspace.id, 'widget')).key;
    const hostKey = (await issueKey(tx, workspace.id, 'host')).key;
    return { workspace, widgetKey, hostKey };
  });

export const findWorkspace = (db: Db, id: string) =>
  db.selectFrom('workspaces').select(['id', 'name']).where('id', '=', id).executeTakeFirst();

/** At most `limit`, oldest first, after the workspace of that id. `more`: ask again after the last one. */
export const listWorkspaces = async (db: Db, after: string | undefined, limit = 500) => {
  const rows = await db
    .selectFrom('workspaces')
    .select(['id', 'name', 'created_at as createdAt'])
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('created_at', 'id'),
          '>',
          selectFrom('workspaces as w')
            .select(['w.created_at', 'w.id'])
            .where('w.id', '=', after ?? '')
            .$asTuple('created_at', 'id'),
        ),
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return { workspaces: rows.slice(0, limit), more: rows.length > limit };
};

/** Issues a key. Only its hash is kept of a host key: it is shown this once. */
export const issueKey = (db: Db, workspaceId: string, kind: KeyKind): Promise<{ id: string; key: string }> =>
  inTransaction(db, async (tx) => {
    const id = newId('key');
    const key = prefixes[kind] + randomBytes(24).toString('base64url');
    await tx
      .insertInto('workspace_keys')
      .values({ id, workspace_id: workspaceId, kind, key_hash: hash(key), public_key: kind === 'widget' ? key : null })
      .execute();
    await note(tx, workspaceId, 'key_issued', { id, kind });
    return { id, key };
  });

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
export const revokeKey = (db: Db, workspaceId: string, keyId: string): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const revoked = await tx
      .updateTable('workspace_keys')
      .set({ revoked_at: databaseNow })
      .where('id', '=', keyId)
      .where('workspace_id', '=', workspaceId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (revoked.numUpdatedRows === 0n) return false;
    await note(tx, workspaceId, 'key_revoked', { id: keyId });
    return true;
  });

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

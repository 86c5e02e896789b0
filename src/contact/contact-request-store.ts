import { type Selectable, sql } from 'kysely';
import { newId } from '../contract/new-id.ts';
import { type Db, databaseNow } from '../db/database.ts';
import type { Database } from '../db/schema.ts';

export type ContactRequestRow = Selectable<Database['contact_requests']>;

/** Stores a contact request before it is confirmed. The same client id gives the same request. */
export const storeContactRequest = async (
  db: Db,
  request: {
    workspaceId: string;
    conversationId: string;
    handoffId: string | null;
    clientId: string;
    name: string;
    email: string;
    message: string;
    provider: string;
    channel: string;
  },
): Promise<{ id: string; created: boolean } | 'unknown_handoff'> => {
  const id = newId('cr');
  const { rows } = await sql<{ id: string }>`
    insert into contact_requests (id, workspace_id, conversation_id, handoff_id, client_id, reason, name, email, message,
      provider, channel)
    select ${id}, ${request.workspaceId}, ${request.conversationId}, h.id, ${request.clientId},
      coalesce(h.end_reason, 'asked_for_it'), ${request.name}, ${request.email}, ${request.message},
      ${request.provider}, ${request.channel}
    from (select 1) one left join handoffs h
      on h.id = ${request.handoffId} and h.conversation_id = ${request.conversationId}
    where ${request.handoffId}::text is null or h.id is not null
    on conflict (conversation_id, client_id) do update set client_id = excluded.client_id
    returning id`.execute(db);
  const [row] = rows;
  if (!row) return 'unknown_handoff';
  return { id: row.id, created: row.id === id };
};

/** Whether the conversation has sent a request by this client id. */
export const findContactRequest = async (db: Db, conversationId: string, clientId: string): Promise<boolean> => {
  const row = await db
    .selectFrom('contact_requests')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row !== undefined;
};

export const readContactRequest = (db: Db, id: string): Promise<ContactRequestRow> =>
  db.selectFrom('contact_requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Its workflow was started: the sweeper leaves it alone for a while. */
export const noteContactRequestStarted = async (db: Db, id: string): Promise<void> => {
  await db.updateTable('contact_requests').set({ workflow_started_at: databaseNow }).where('id', '=', id).execute();
};

export const noteContactRequestDelivered = async (db: Db, row: ContactRequestRow, threadRef: string): Promise<void> => {
  await sql`
    with thread as (
      insert into threads (provider, thread_ref, workspace_id, kind, target_id)
      values (${row.provider}, ${threadRef}, ${row.workspace_id}, 'contact_request', ${row.id})
      on conflict do nothing)
    update contact_requests set delivered_at = clock_timestamp(), fault = null where id = ${row.id}`.execute(db);
};

/** Lets it go to the channel that the workspace has now; null leaves it where it is. */
export const moveContactRequest = async (
  db: Db,
  row: ContactRequestRow,
  channel: string | null,
): Promise<ContactRequestRow> => {
  if (channel === null || channel === row.channel) return row;
  await db.updateTable('contact_requests').set({ channel }).where('id', '=', row.id).execute();
  return { ...row, channel };
};

/** Given up: the row says why, and a metric counts it. */
export const noteContactRequestFailed = async (db: Db, id: string, fault: string): Promise<void> => {
  await db.updateTable('contact_requests').set({ failed_at: databaseNow, fault }).where('id', '=', id).execute();
};

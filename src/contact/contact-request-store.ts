import { type Selectable, sql } from 'kysely';
import type { Consent, ContactTargets } from '../contract/contact-form.ts';
import type { Entry } from '../contract/entry.ts';
import { newId } from '../contract/new-id.ts';
import { type Db, databaseNow, inTransaction } from '../db/database.ts';
import type { Database } from '../db/schema.ts';
import type { ContactRequest } from './contact-request-reader.ts';

type Columns = Database['contact_requests'];
export type NewContactRequest = {
  workspaceId: string;
  conversationId: string;
  handoffId: string | null;
  clientId: string;
  name: string;
  email: string;
  message: string;
  extra: Selectable<Columns>['extra'];
  /** What was agreed to; the database adds when. */
  consent: Consent | null;
  suspected: boolean;
  provider: string;
  channel: string;
  targets: ContactTargets;
};

/** The deliveries that a request to these targets has. A webhook's address is looked up with each try. */
export const deliveriesTo = ({ channel, email, webhook }: ContactTargets): { kind: string; address?: string }[] => [
  ...(channel ? [{ kind: 'channel' }] : []),
  ...email.map((address) => ({ kind: 'email', address })),
  ...(webhook ? [{ kind: 'webhook' }] : []),
];

/**
 * Stores a contact request before it is confirmed, with its deliveries (of one that looks like spam without) and its words as
 * an entry of the conversation's log. The same client id gives the same request, whose `entry` is told once.
 */
export const storeContactRequest = (
  db: Db,
  request: NewContactRequest,
): Promise<{ id: string; entry?: Entry } | 'unknown_handoff'> =>
  inTransaction(db, async (tx) => {
    // The conversation before the request, as whoever locks both does.
    await sql`select 1 from conversations where id = ${request.conversationId} for update`.execute(tx);
    const id = newId('cr');
    const stored = await insertRequest(tx, id, request);
    if (stored === undefined) return 'unknown_handoff';
    return stored === id ? { id, entry: await appendWords(tx, id, request) } : { id: stored };
  });

/** Its id, or that of the request which has its client id already; undefined when it names a handoff that is not its own. */
const insertRequest = async (tx: Db, id: string, request: NewContactRequest): Promise<string | undefined> => {
  const deliveries = request.suspected ? [] : deliveriesTo(request.targets);
  const { rows } = await sql<{ id: string }>`
    with stored as (
      insert into contact_requests (id, workspace_id, conversation_id, handoff_id, client_id, reason, name, email, message,
        extra, consent, suspected, seen_at, provider, channel)
      select ${id}, ${request.workspaceId}, ${request.conversationId}, h.id, ${request.clientId},
        coalesce(h.end_reason, case h.status when 'queued' then 'agents_busy' when 'scheduled' then 'outside_hours' end,
          'asked_for_it'), nullif(${request.name}, ''), nullif(${request.email}, ''),
        ${request.message}, ${JSON.stringify(request.extra)}::jsonb,
        ${request.consent && JSON.stringify(request.consent)}::jsonb || jsonb_build_object('at', clock_timestamp()),
        ${request.suspected}, case when ${request.suspected} then clock_timestamp() end, ${request.provider}, ${request.channel}
      from (select 1) one left join handoffs h
        on h.id = ${request.handoffId} and h.conversation_id = ${request.conversationId}
      where ${request.handoffId}::text is null or h.id is not null
      on conflict (conversation_id, client_id) do update set client_id = excluded.client_id
      returning id, workspace_id),
    deliveries as (
      insert into contact_deliveries (id, workspace_id, contact_request_id, kind, address)
      select new_id('cd'), s.workspace_id, s.id, d ->> 'kind', d ->> 'address'
      from stored s, jsonb_array_elements(${JSON.stringify(deliveries)}::jsonb) d where s.id = ${id})
    select id from stored`.execute(tx);
  return rows[0]?.id;
};

/** Of no handoff, so that nothing delivers it there: the request's own deliveries carry it. */
const appendWords = async (tx: Db, id: string, { conversationId, message }: NewContactRequest): Promise<Entry> => {
  const event = { type: 'contact_request', contactRequestId: id };
  const { rows } = await sql<{ entry: Entry }>`
    select entry_json(m) as entry
    from append_entry(${conversationId}, 'customer', ${message}, ${JSON.stringify(event)}::jsonb) m`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('The database answered no row');
  return row.entry;
};

/** The id of the request that the conversation has sent by this client id. */
export const findContactRequest = async (
  db: Db,
  conversationId: string,
  clientId: string,
): Promise<string | undefined> => {
  const row = await db
    .selectFrom('contact_requests')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row?.id;
};

/** Its workflow was rung: the sweeper leaves it alone for a while. */
export const noteContactRequestRung = async (db: Db, id: string): Promise<void> => {
  await db.updateTable('contact_requests').set({ workflow_started_at: databaseNow }).where('id', '=', id).execute();
};

/**
 * Its card was posted as this thread and shows the request as it was read. One that was deleted meanwhile gets no thread: its
 * agents are told that replies there reach nobody.
 */
export const recordContactThread = async (db: Db, request: ContactRequest, threadRef: string): Promise<void> => {
  await sql`
    with shown as (
      update contact_requests set card_shown = greatest(card_shown, ${request.card_version}),
        -- What changed while it was being posted is to be shown as well.
        changed_at = case when card_version > ${request.card_version} then clock_timestamp() else changed_at end
      where id = ${request.id} returning id)
    insert into threads (provider, thread_ref, workspace_id, kind, target_id)
    select ${request.provider}, ${threadRef}, ${request.workspace_id}, 'contact_request', id from shown
    on conflict do nothing`.execute(db);
};

/** Its card shows the request as it was read. */
export const noteCardShown = async (db: Db, { id, card_version }: ContactRequest): Promise<void> => {
  await sql`update contact_requests set card_shown = greatest(card_shown, ${card_version}) where id = ${id}`.execute(
    db,
  );
};

/** Lets it go to the channel that the workspace has now; null leaves it where it is. */
export const moveContactRequest = async (
  db: Db,
  request: ContactRequest,
  channel: string | null,
): Promise<ContactRequest> => {
  if (channel === null || channel === request.channel) return request;
  await db.updateTable('contact_requests').set({ channel }).where('id', '=', request.id).execute();
  return { ...request, channel };
};

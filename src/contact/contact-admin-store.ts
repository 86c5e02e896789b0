import { sql } from 'kysely';
import type { ContactTargets } from '../contract/contact-form.ts';
import { type Db, inTransaction } from '../db/database.ts';
import { deliveriesTo } from './contact-request-store.ts';

/**
 * Tries again what was given up; what was held for spam goes to `targets`. How many deliveries begin; undefined when the
 * workspace has no such request.
 */
export const sendContactAgain = async (
  db: Db,
  workspaceId: string,
  id: string,
  targets: ContactTargets,
): Promise<number | undefined> => {
  const { rows } = await sql<{ begun: number | null }>`
    select send_contact_again(${workspaceId}, ${id}, ${JSON.stringify(deliveriesTo(targets))}::jsonb) as begun`.execute(
    db,
  );
  return rows[0]?.begun ?? undefined;
};

/** Marks a request as handled in the admin's name, unless somebody did. True when it changed. */
export const handleContactRequest = async (db: Db, workspaceId: string, id: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update contact_requests set handled_at = clock_timestamp(), handled_by = 'admin', changed_at = clock_timestamp(),
      card_version = card_version + 1
    where id = ${id} and workspace_id = ${workspaceId} and handled_at is null`.execute(db);
  return numAffectedRows === 1n;
};

/**
 * Deletes what customers of that address sent by the form, with its deliveries and its words in the chat, and forgets the
 * address where conversations name it. What else was said in conversations stays. How many requests there were.
 */
export const deleteContactRequests = (db: Db, workspaceId: string, email: string): Promise<number> =>
  inTransaction(db, async (tx) => {
    const address = email.trim();
    // Conversations before requests, as whoever locks both does. What another conversation sends meanwhile is sent after this.
    const { rows: locked } = await sql<{ id: string }>`
      select id from conversations where id in (
        select id from conversations where workspace_id = ${workspaceId} and address_key(customer_email) = address_key(${address})
        union
        select conversation_id from contact_requests where workspace_id = ${workspaceId} and address_key(email) = address_key(${address}))
      order by id for update`.execute(tx);
    const { rows } = await sql<{ id: string; conversation_id: string }>`
      delete from contact_requests where workspace_id = ${workspaceId} and address_key(email) = address_key(${address})
        and conversation_id = any(${locked.map(({ id }) => id)})
      returning id, conversation_id`.execute(tx);
    await forgetWords(tx, rows);
    // Afterwards, so that a thread that was recorded meanwhile goes as well.
    await sql`
      delete from threads where kind = 'contact_request' and target_id = any(${rows.map(({ id }) => id)})`.execute(tx);
    await sql`
      update conversations set customer_email = null, customer_name = null
      where workspace_id = ${workspaceId} and address_key(customer_email) = address_key(${address})`.execute(tx);
    const deleted = rows.length;
    await tx
      .insertInto('audit')
      .values({
        workspace_id: workspaceId,
        actor: 'admin',
        action: 'contact_requests_deleted',
        detail: JSON.stringify({ deleted }),
      })
      .execute();
    return deleted;
  });

/** Empties the entries of these requests, and says so in the log for whoever shows them. It is numbered without gaps, so none goes away. */
const forgetWords = async (tx: Db, requests: { id: string; conversation_id: string }[]): Promise<void> => {
  await sql`
    with emptied as (
      update messages set body = ''
      where conversation_id = any(${[...new Set(requests.map((request) => request.conversation_id))]})
        and event ->> 'type' = 'contact_request' and event ->> 'contactRequestId' = any(${requests.map(({ id }) => id)})
      returning conversation_id, seq)
    select append_entry(conversation_id, 'system', '', jsonb_build_object('type', 'message_deleted', 'target', seq))
    from (select * from emptied order by conversation_id, seq) told`.execute(tx);
};

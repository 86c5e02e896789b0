import { type Selectable, sql } from 'kysely';
import type { ContactWork } from '../contract/contact-delivery.ts';
import { type Db, databaseNow } from '../db/database.ts';
import type { Database } from '../db/schema.ts';

export type ContactDelivery = Selectable<Database['contact_deliveries']>;

/** Renewed every 2.5 s with the heartbeat of the attempt; a killed worker's delivery is free again after it. */
const holdSeconds = 13;
const held = sql<Date>`clock_timestamp() + make_interval(secs => ${holdSeconds})`;
const released = { held_by: null, held_until: null } as const;

/** What is to be done for a request now; its workflow has seen what happened until here. */
export const lookAtContactRequest = async (db: Db, id: string): Promise<ContactWork> => {
  const { rows } = await sql<{ work: ContactWork }>`select look_at_contact_request(${id}) as work`.execute(db);
  return rows[0]?.work ?? { deliveries: [], showCard: false };
};

/** Notes an attempt before it is made. `held`: another attempt is at it. `settled`: delivered, given up,
 * withdrawn or deleted. */
export const beginDelivery = async (
  db: Db,
  id: string,
  holder: string,
): Promise<ContactDelivery | 'held' | 'settled'> => {
  const { rows } = await sql<ContactDelivery>`
    update contact_deliveries set attempts = attempts + 1, next_at = null, held_by = ${holder}, held_until = ${held}
    where id = ${id} and state = 'pending'
      and (held_until is null or held_until < clock_timestamp() or held_by = ${holder})
    returning *`.execute(db);
  if (rows[0]) return rows[0];
  const found = await db.selectFrom('contact_deliveries').select('state').where('id', '=', id).executeTakeFirst();
  return found?.state === 'pending' ? 'held' : 'settled';
};

/** False: another attempt has it. */
export const renewDelivery = async (db: Db, id: string, holder: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update contact_deliveries set held_until = ${held} where id = ${id} and held_by = ${holder}`.execute(db);
  return numAffectedRows === 1n;
};

/** Also of an answer that was deleted while it was being mailed: it is there. */
export const noteDelivered = async (db: Db, id: string, receipt: string): Promise<void> => {
  await db
    .updateTable('contact_deliveries')
    .set({ state: 'delivered', delivered_at: databaseNow, receipt, fault: null, next_at: null, ...released })
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'withdrawn'])
    .execute();
};

/** It failed and is tried again in so many ms. `fault`: why, in words without anything personal. */
export const noteRetry = async (db: Db, id: string, fault: string, inMs: number): Promise<void> => {
  await db
    .updateTable('contact_deliveries')
    .set({ fault, next_at: sql<Date>`clock_timestamp() + make_interval(secs => ${inMs / 1000})`, ...released })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute();
};

/** Its turn had not come: that was no attempt. */
export const noteTurn = async (db: Db, id: string, inMs: number): Promise<void> => {
  await sql`
    update contact_deliveries set attempts = attempts - 1, held_by = null, held_until = null,
      next_at = clock_timestamp() + make_interval(secs => ${inMs / 1000})
    where id = ${id} and state = 'pending'`.execute(db);
};

/** Given up. The request's card tells it once its workflow has looked; an answer's agent is told by a notice. */
export const failDelivery = async (db: Db, id: string, fault: string): Promise<void> => {
  await sql`select fail_contact_delivery(${id}, ${fault})`.execute(db);
};

/** There is nothing to deliver any more, and nobody to be told. */
export const withdrawDelivery = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable('contact_deliveries')
    .set({ state: 'withdrawn', fault: null, next_at: null, ...released })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute();
};

/** At most 100 requests of a workspace with deliveries that wait for their next try, the oldest first. */
export const listWaitingContactRequests = async (db: Db, workspaceId: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select contact_request_id as id from contact_deliveries
    where workspace_id = ${workspaceId} and state = 'pending' and next_at > clock_timestamp()
    group by 1 order by min(created_at) limit 100`.execute(db);
  return rows.map(({ id }) => id);
};

/** What the last attempt met. */
export const lastFault = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.selectFrom('contact_deliveries').select('fault').where('id', '=', id).executeTakeFirst())?.fault ??
  undefined;

import { sql } from 'kysely';
import { mendEach, type Sweep } from './sweep.ts';

const batch = 50;
/** One whose start was lost, or whose workflow an operator stopped, is begun again. */
const againMinutes = 10;

/** Customers who asked while it was closed and are not there to read what the team said: it is mailed to them. */
export const mailAbsentCustomers: Sweep = async (context) => {
  const { db, gateway, config } = context;
  if (!config.mail) return 0;
  const { rows } = await sql<{ handoff_id: string }>`
    select u.handoff_id from unread_by_customers() u join handoffs h on h.id = u.handoff_id
    where h.mail_started_at is null or h.mail_started_at < now() - make_interval(mins => ${againMinutes})
    limit ${batch}`.execute(db);
  return mendEach(context, rows, async ({ handoff_id }) => {
    // Before it is done: its workflow forgets the start when the mail is out.
    await sql`update handoffs set mail_started_at = now() where id = ${handoff_id}`.execute(db);
    await gateway.startCustomerMail(handoff_id);
  });
};

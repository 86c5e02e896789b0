import { sql } from 'kysely';
import { noteContactRequestRung } from '../contact/contact-request-store.ts';
import { mendEach, type Sweep } from './sweep.ts';

/** A ring that was lost is made again after this long. */
const graceSeconds = 3;
/** For a workflow that was stopped before it had done what it was for. */
const againMinutes = 10;
const batch = 50;

/**
 * Contact requests of which something happened that their workflow has not seen, as far as the row knows, and those with
 * open deliveries whose workflow may have been stopped. The latter are started and not rung: a start beside a running
 * workflow does nothing, and costs nothing.
 */
export const ringContactRequests: Sweep = async (context) => {
  const { db, gateway } = context;
  const { rows } = await sql<{ id: string; unseen: boolean }>`
    with unseen as (
      select id from contact_requests
      where (seen_at is null or seen_at < changed_at) and not suspected
        and changed_at < now() - make_interval(secs => ${graceSeconds})
        and (workflow_started_at is null or workflow_started_at < changed_at
          or workflow_started_at < now() - make_interval(mins => ${againMinutes}))
      order by changed_at limit ${batch}),
    open as (
      select id from contact_requests r
      where r.workflow_started_at < now() - make_interval(mins => ${againMinutes}) and r.id not in (select id from unseen)
        and exists (select 1 from contact_deliveries d where d.contact_request_id = r.id and d.state = 'pending')
      order by workflow_started_at limit ${batch})
    select id, true as unseen from unseen union all select id, false from open`.execute(db);
  return mendEach(context, rows, async ({ id, unseen }) => {
    await (unseen ? gateway.ringContactRequest(id) : gateway.startContactRequest(id));
    await noteContactRequestRung(db, id);
  });
};

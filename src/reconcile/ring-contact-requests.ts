import { sql } from 'kysely';
import { noteContactRequestRung } from '../contact/contact-request-store.ts';
import { mendEach, type Sweep } from './sweep.ts';

/** A ring that was lost is made again after this long. */
const graceSeconds = 3;
/** For a workflow that was stopped before it looked. */
const againMinutes = 10;
const batch = 50;

/** Contact requests of which something happened that their workflow has not seen, as far as the row knows. */
export const ringContactRequests: Sweep = async (context) => {
  const { rows } = await sql<{ id: string }>`
    select id from contact_requests
    where (seen_at is null or seen_at < changed_at) and not suspected
      and changed_at < now() - make_interval(secs => ${graceSeconds})
      and (workflow_started_at is null or workflow_started_at < changed_at
        or workflow_started_at < now() - make_interval(mins => ${againMinutes}))
    order by changed_at limit ${batch}`.execute(context.db);
  return mendEach(context, rows, async ({ id }) => {
    await context.gateway.ringContactRequest(id);
    await noteContactRequestRung(context.db, id);
  });
};

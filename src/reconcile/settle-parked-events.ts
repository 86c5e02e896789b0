import { sql } from 'kysely';
import { settleParkedEvents } from '../conversations/handoff-store.ts';
import { announceChange } from '../db/change-feed.ts';
import { mendEach, type Sweep } from './sweep.ts';

const batch = 50;
const longestParkedMinutes = 10;

/**
 * Agents' replies that came before their thread was recorded: accepted once it is, or answered after ten minutes. An edit
 * or deletion whose message has not come by then is let go.
 */
export const settleParked: Sweep = async (context) => {
  const { db, gateway } = context;
  const { rows } = await sql<{ provider: string; thread_ref: string }>`
    select distinct provider, thread_ref from parked_events join threads using (provider, thread_ref)
    where waits_for is null limit ${batch}`.execute(db);
  const settled = await mendEach(context, rows, async ({ provider, thread_ref }) => {
    const done = await settleParkedEvents(db, provider, thread_ref);
    if (done.conversationId) await announceChange(db, done.conversationId);
    if (done.ring && done.handoffId) await gateway.ring(done.handoffId);
    if (done.next) await gateway.ring(done.next);
    if (done.contactRequestId) await gateway.ringContactRequest(done.contactRequestId);
  });
  const late = await sql`
    with late as (
      delete from parked_events p where id in (
        select id from parked_events where parked_at < now() - make_interval(mins => ${longestParkedMinutes})
          and (waits_for is not null or not exists (
            select 1 from threads t where t.provider = parked_events.provider and t.thread_ref = parked_events.thread_ref))
        order by id limit ${batch} for update skip locked)
      returning provider, thread_ref, event)
    insert into notices (id, workspace_id, provider, thread_ref, agent_external_id, body)
    select new_id('no'), null, provider, thread_ref, event ->> 'agentExternalId', 'never_matched'
    from late where event ->> 'type' = 'message'`.execute(db);
  return settled + Number(late.numAffectedRows ?? 0);
};

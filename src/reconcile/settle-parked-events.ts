import { sql } from 'kysely';
import type { InboundEvent } from '../contract/inbound-event.ts';
import { acceptAgentEvent } from '../conversations/handoff-store.ts';
import { announceChange } from '../db/change-feed.ts';
import type { Sweep } from './sweep.ts';

const batch = 50;
const longestParkedMinutes = 10;

/** Agents' replies that came before their thread was recorded: accepted once it is, or answered after ten minutes. */
export const settleParkedEvents: Sweep = async ({ db, gateway }) => {
  let settled = 0;
  for (; settled < batch; settled++) {
    // Taking the row and accepting the event is one transaction: a crash between the two would lose the reply.
    const outcome = await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ provider: string; event: InboundEvent; known: boolean }>`
        delete from parked_events where id = (
          select p.id from parked_events p
          left join threads t on t.provider = p.provider and t.thread_ref = p.thread_ref
          where t.thread_ref is not null or p.parked_at < now() - make_interval(mins => ${longestParkedMinutes})
          order by p.id limit 1 for update of p skip locked)
        returning provider, event,
          exists (select 1 from threads t where t.provider = parked_events.provider and t.thread_ref = parked_events.thread_ref) as known`.execute(
        tx,
      );
      const [row] = rows;
      if (!row) return undefined;
      if (row.known) return await acceptAgentEvent(tx, row.provider, row.event, true);
      await sql`
        insert into notices (id, provider, thread_ref, agent_external_id, body)
        values (new_id('no'), ${row.provider}, ${row.event.threadRef}, ${row.event.agentExternalId}, 'never_matched')`.execute(
        tx,
      );
      return { outcome: 'foreign' as const };
    });
    if (!outcome) break;
    if ('conversationId' in outcome && outcome.conversationId) await announceChange(db, outcome.conversationId);
    if ('ring' in outcome && outcome.ring && outcome.handoffId) await gateway.ring(outcome.handoffId);
  }
  return settled;
};

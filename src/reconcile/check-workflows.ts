import { sql } from 'kysely';
import { endHandoff } from '../conversations/handoff-store.ts';
import { announceChange } from '../db/change-feed.ts';
import { mendEach, type Sweep } from './sweep.ts';

/** At 100 rows every 5 s each of 500 live handoffs is looked at every 25 s; more nodes look at more. */
const batch = 100;

/**
 * Live rows whose workflow is closed - terminated, failed, or gone - are ended by the same compare-and-set as any other,
 * and a workflow of its own settles the thread. The same for ended rows whose thread nobody closed.
 */
export const checkWorkflows: Sweep = async (context) => {
  const { db, gateway } = context;
  const { rows } = await sql<{ id: string; conversation_id: string; live: boolean }>`
    update handoffs set workflow_checked_at = now() where id in (
      select id from handoffs
      where workflow_started_at < now() - interval '5 seconds'
        and (status <> 'ended'
          or (status = 'ended' and thread_closed_at is null and ended_at < now() - interval '15 seconds'))
        and (workflow_checked_at is null or workflow_checked_at < now() - interval '10 seconds')
      order by workflow_checked_at nulls first limit ${batch} for update skip locked)
    returning id, conversation_id, status <> 'ended' as live`.execute(db);
  if (rows.length === 0) return 0;
  const running = await gateway.running(rows.map(({ id }) => id));
  const silent = rows.filter(({ id }) => !running.has(id));
  let mended = 0;
  await mendEach(context, silent, async (row) => {
    const standing = await gateway.standing(row.id);
    if (standing === 'running') return;
    if (row.live) {
      const byOperator = standing === 'terminated' || standing === 'cancelled';
      const outcome = await endHandoff(db, {
        handoffId: row.id,
        reason: byOperator ? 'cancelled_by_operator' : 'disconnected',
        by: `sweeper: workflow ${standing}`,
      });
      if (outcome.outcome === 'ended') {
        await announceChange(db, outcome.conversationId);
        if (outcome.next) await gateway.ring(outcome.next);
      }
    }
    await gateway.startThreadClosing(row.id);
    mended++;
  });
  return mended;
};

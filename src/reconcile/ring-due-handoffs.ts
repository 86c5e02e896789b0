import { sql } from 'kysely';
import { ringEach, type Sweep } from './sweep.ts';

const batch = 100;

/**
 * Handoffs whose workflow should look and may not know: customer entries undelivered for 5 s, changes that it has not
 * seen, a customer who went away since its last look, settings newer than the decision.
 * A workflow that waits before it tries the agent channel again is not rung for what that try will do.
 */
export const ringDueHandoffs: Sweep = async ({ db, gateway }) => {
  const { rows } = await sql<{ id: string }>`
    with live as (
      select h.id, h.changed_at from handoffs h
      cross join lateral (select customer_away_since(h.conversation_id) as away_since) customer
      where h.status <> 'ended' and h.workflow_started_at is not null and (
        ((h.retry_at is null or h.retry_at < now() - interval '5 seconds') and (
          (h.status in ('waiting', 'active') and exists (
            select 1 from messages m where m.handoff_id = h.id and m.kind = 'customer' and m.seq > h.delivered_seq
              and m.created_at < now() - interval '5 seconds'))
          or (h.changed_at < now() - interval '3 seconds' and (h.seen_at is null or h.seen_at < h.changed_at))
          or (h.status <> 'scheduled' and away_since < now() - interval '10 seconds'
            and (h.seen_at is null or h.seen_at < away_since))))
        or (h.status in ('requested', 'scheduled', 'queued', 'waiting') and h.settings_version < (
          select max(version) from settings s where s.workspace_id = h.workspace_id)))
      order by h.changed_at limit ${batch}),
    ended as (
      select id from handoffs
      where status = 'ended' and thread_closed_at is null and ended_at > now() - interval '1 day'
        and workflow_started_at is not null
        and changed_at < now() - interval '3 seconds' and (seen_at is null or seen_at < changed_at)
      order by ended_at limit ${batch})
    select id from live union select id from ended`.execute(db);
  return ringEach(gateway, rows);
};

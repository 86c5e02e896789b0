import { sql } from 'kysely';
import type { HandoffStatus } from '../contract/handoff.ts';
import type { Db } from '../db/database.ts';

export type Unanswered = {
  handoffId: string;
  conversationId: string;
  status: HandoffStatus;
  requestedAt: Date;
  /** 1 is the next in line; only while queued. */
  place: number | null;
  opensAt: Date | null;
};

/** How many unanswered handoffs one answer holds at most. */
const most = 200;

/** Who waits for an agent in a workspace, next in line first, and how many have one. */
export const readQueue = async (db: Db, workspaceId: string): Promise<{ live: number; unanswered: Unanswered[] }> => {
  const { rows } = await sql<{ live: number }>`
    select count(*)::int as live from handoffs
    where workspace_id = ${workspaceId} and status <> 'ended' and admitted_at is not null`.execute(db);
  const { rows: unanswered } = await sql<Unanswered>`
    select id as "handoffId", conversation_id as "conversationId", status, requested_at as "requestedAt",
      opens_at as "opensAt",
      case when status = 'queued' then (count(*) filter (where status in ('requested', 'scheduled', 'queued')
        and admitted_at is null) over (order by queue_number))::int end as place
    from handoffs
    where workspace_id = ${workspaceId} and status in ('requested', 'scheduled', 'queued', 'waiting')
    order by array_position(array['requested', 'waiting', 'queued', 'scheduled'], status), queue_number, requested_at, id
    limit ${most}`.execute(db);
  return { live: rows[0]?.live ?? 0, unanswered };
};

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
  customerName: string | null;
  customerEmail: string | null;
};

/** How many unanswered handoffs one answer holds at most. */
const most = 200;

/** Who waits for an agent in a workspace, next in line first, and how many have one. */
export const readQueue = async (db: Db, workspaceId: string): Promise<{ live: number; unanswered: Unanswered[] }> => {
  const { rows } = await sql<{ live: number }>`
    select count(*)::int as live from handoffs
    where workspace_id = ${workspaceId} and status <> 'ended' and admitted_at is not null`.execute(db);
  const { rows: unanswered } = await sql<Unanswered>`
    select h.id as "handoffId", h.conversation_id as "conversationId", h.status, h.requested_at as "requestedAt",
      h.opens_at as "opensAt", c.customer_name as "customerName", c.customer_email as "customerEmail",
      case when h.status = 'queued' then (count(*) filter (where h.status in ('requested', 'scheduled', 'queued')
        and h.admitted_at is null) over (order by h.queue_number))::int end as place
    from handoffs h join conversations c on c.id = h.conversation_id
    where h.workspace_id = ${workspaceId} and h.status in ('requested', 'scheduled', 'queued', 'waiting')
    order by array_position(array['requested', 'waiting', 'queued', 'scheduled'], h.status), h.queue_number,
      h.requested_at, h.id
    limit ${most}`.execute(db);
  return { live: rows[0]?.live ?? 0, unanswered };
};

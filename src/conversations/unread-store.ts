import { sql } from 'kysely';
import type { EndReason } from '../contract/handoff.ts';
import type { Db } from '../db/database.ts';

/** What a customer who is not there is to be told of a handoff, up to `through`. */
export type Unread = {
  to: string;
  workspaceId: string;
  workspaceName: string;
  pageUrl: string | null;
  askedAt: Date;
  lines: { agentName: string | null; text: string }[];
  /** Why it ended without an answer, if it did. */
  endReason: EndReason | null;
  through: number;
};

/** Begins the next mail of a handoff, or goes on with the one whose outcome is unknown; null when nothing waits. */
export const beginMail = async (db: Db, handoffId: string): Promise<number | null> => {
  const { rows } = await sql<{ through: number | null }>`select begin_customer_mail(${handoffId}) as through`.execute(
    db,
  );
  return rows[0]?.through ?? null;
};

/**
 * What was said in a handoff up to `through` while the customer was not there, after what was mailed before; with agents'
 * edits and without what they deleted. Undefined when nothing is left to mail, or nowhere to mail it.
 */
export const readUnread = async (db: Db, handoffId: string, through: number): Promise<Unread | undefined> => {
  const { rows } = await sql<Unread>`
    select c.customer_email as to, h.workspace_id as "workspaceId", w.name as "workspaceName",
      c.page_url as "pageUrl", h.requested_at as "askedAt", said.lines, said."endReason", ${through}::bigint as through
    from handoffs h
    join conversations c on c.id = h.conversation_id
    join workspaces w on w.id = h.workspace_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('agentName', a.name, 'text', coalesce(change.body, m.body))
          order by m.seq) filter (where m.kind = 'agent' and change.type is distinct from 'message_deleted'), '[]') as lines,
        max(m.event ->> 'reason') as "endReason"
      from messages m
      left join agents a on a.id = m.agent_id
      left join lateral (
        select x.event ->> 'type' as type, x.body from messages x
        where x.conversation_id = m.conversation_id and x.kind = 'system' and (x.event ->> 'target')::bigint = m.seq
        order by x.seq desc limit 1) change on true
      where m.conversation_id = h.conversation_id and m.handoff_id = h.id and m.seq > h.mailed_seq and m.seq <= ${through}
        and m.created_at > customer_unread_since(h.conversation_id)
        and is_mailed(m)) said
    where h.id = ${handoffId} and c.customer_email is not null`.execute(db);
  const [row] = rows;
  return row && (row.lines.length > 0 || row.endReason) ? row : undefined;
};

/** All up to `through` was mailed, or need not be. */
export const noteMailed = async (db: Db, handoffId: string, through: number, mailed: boolean): Promise<void> => {
  await sql`update handoffs set mailed_seq = greatest(mailed_seq, ${through}), mail_through = null, mail_started_at = null,
    mailed_at = case when ${mailed} then clock_timestamp() else mailed_at end where id = ${handoffId}`.execute(db);
};

/** No more is tried for this handoff; its agents are told in the thread, once. */
export const noteNotMailed = async (db: Db, handoffId: string): Promise<void> => {
  await sql`
    with failed as (
      update handoffs set mail_failed_at = clock_timestamp(), mail_through = null where id = ${handoffId} and mail_failed_at is null
      returning workspace_id, provider, thread_ref)
    insert into notices (id, workspace_id, provider, thread_ref, body)
    select new_id('no'), workspace_id, provider, thread_ref, 'answer_not_mailed' from failed
    where thread_ref is not null`.execute(db);
};

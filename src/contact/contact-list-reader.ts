import { sql } from 'kysely';
import type { ContactRequestState, ContactRequestView } from '../contract/contact-requests-api.schema.ts';
import type { Db } from '../db/database.ts';

const pageSize = 50;

const conditions: Record<ContactRequestState, ReturnType<typeof sql<boolean>>> = {
  undelivered: sql`exists (select 1 from contact_deliveries f
    where f.workspace_id = r.workspace_id and f.contact_request_id = r.id and f.state = 'failed')`,
  open: sql`r.handled_at is null and not r.suspected`,
  handled: sql`r.handled_at is not null`,
  suspected: sql`r.suspected`,
};

type Wanted = { state?: ContactRequestState | undefined; email?: string; id?: string; after?: string | undefined };

/** At most 50 requests of a workspace with their deliveries, newest first, after the request of that id. */
export const listContactRequests = async (
  db: Db,
  workspaceId: string,
  { state, email, id, after }: Wanted,
): Promise<{ contactRequests: ContactRequestView[]; more: boolean }> => {
  const { rows } = await sql<{ view: ContactRequestView }>`
    select jsonb_build_object('id', r.id, 'conversationId', r.conversation_id, 'handoffId', r.handoff_id,
      'reason', r.reason, 'name', r.name, 'email', r.email, 'message', r.message, 'extra', r.extra,
      'consent', r.consent, 'sentAt', r.created_at, 'suspected', r.suspected, 'handledAt', r.handled_at,
      'handledBy', coalesce(
        (select coalesce(a.name, 'an agent') from agents a where a.id = r.handled_by), r.handled_by), 'deliveries', (
        select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'address', d.address,
          'state', d.state, 'attempts', d.attempts, 'nextTryAt', d.next_at, 'fault', d.fault,
          'deliveredAt', d.delivered_at, 'failedAt', d.failed_at) order by d.created_at, d.id), '[]')
        from contact_deliveries d where d.contact_request_id = r.id)) as view
    from contact_requests r
    where r.workspace_id = ${workspaceId}
      and ${state ? conditions[state] : sql`true`}
      and ${email === undefined ? sql`true` : sql`address_key(r.email) = address_key(${email.trim()})`}
      and ${id === undefined ? sql`true` : sql`r.id = ${id}`}
      and ${
        after === undefined
          ? sql`true`
          : sql`(r.created_at, r.id) < (select l.created_at, l.id from contact_requests l
              where l.id = ${after} and l.workspace_id = ${workspaceId})`
      }
    order by r.created_at desc, r.id desc limit ${pageSize + 1}`.execute(db);
  return { contactRequests: rows.slice(0, pageSize).map(({ view }) => view), more: rows.length > pageSize };
};

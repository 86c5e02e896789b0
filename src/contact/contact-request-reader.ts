import { type Selectable, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Database } from '../db/schema.ts';

export type ContactRequest = Selectable<Database['contact_requests']> & {
  /** The agent who marked it as handled, as the channel knows them. */
  handled_by_external_id: string | null;
  thread_ref: string | null;
  page_url: string | null;
  page_title: string | null;
  workspace_name: string;
  /** The kinds of deliveries that were given up. */
  failed_kinds: string[];
};

/** A request with what its card and its mails tell; undefined when there is none, or no longer. */
export const readContactRequest = async (db: Db, id: string): Promise<ContactRequest | undefined> => {
  const { rows } = await sql<ContactRequest>`
    select r.*, a.external_id as handled_by_external_id, t.thread_ref, c.page_url, c.page_title,
      w.name as workspace_name,
      array(select distinct d.kind from contact_deliveries d
        where d.contact_request_id = r.id and d.state = 'failed' and d.kind <> 'answer' order by 1) as failed_kinds
    from contact_requests r
    join conversations c on c.id = r.conversation_id
    join workspaces w on w.id = r.workspace_id
    left join agents a on a.id = r.handled_by
    left join threads t on t.kind = 'contact_request' and t.target_id = r.id
    where r.id = ${id}`.execute(db);
  return rows[0];
};

import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Answer } from './answer-mail.ts';
import type { ContactRequest } from './contact-request-reader.ts';

/** A thread's mails name so many of those before them. */
const mostReferences = 20;

/**
 * An agent's answer with its edits, and the Message-IDs of the answers that were mailed before it, oldest first. Undefined
 * when it was deleted.
 */
export const readAnswer = async (
  db: Db,
  request: ContactRequest,
  seq: number,
): Promise<(Answer & { references: string[] }) | undefined> => {
  const { rows } = await sql<Answer & { references: string[] }>`
    select coalesce(change.body, m.body) as text, a.name as "agentName", array(
        select receipt from (
          select d.receipt, d.seq from contact_deliveries d
          where d.contact_request_id = ${request.id} and d.kind = 'answer' and d.state = 'delivered' and d.seq < ${seq}
          order by d.seq desc limit ${mostReferences}) latest
        order by latest.seq) as references
    from messages m left join agents a on a.id = m.agent_id
    left join lateral (
      select x.event ->> 'type' as type, x.body from messages x
      where x.conversation_id = m.conversation_id and x.kind = 'system' and (x.event ->> 'target')::bigint = m.seq
      order by x.seq desc limit 1) change on true
    where m.conversation_id = ${request.conversation_id} and m.seq = ${seq}
      and change.type is distinct from 'message_deleted'`.execute(db);
  return rows[0];
};

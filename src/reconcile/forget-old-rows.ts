import { sql } from 'kysely';
import type { Sweep } from './sweep.ts';

const batch = 500;

/** Dedupe keys, leases and secrets that can't matter any more. Slack redelivers for minutes, at the most for a day. */
export const forgetOldRows: Sweep = async ({ db }) => {
  await sql`delete from channel_events where ctid in (
    select ctid from channel_events where received_at < now() - interval '7 days' limit ${batch})`.execute(db);
  await sql`delete from presence where (conversation_id, node_id) in (
    select conversation_id, node_id from presence p where expires_at < now() - interval '1 day'
      -- For a day after an end it tells what a customer has not read.
      and not exists (select 1 from handoffs h where h.conversation_id = p.conversation_id
        and (h.status <> 'ended' or h.ended_at > now() - interval '2 days'))
    limit ${batch})`.execute(db);
  await sql`update webhook_secrets set previous_sealed = null, previous_until = null
    where previous_sealed is not null and previous_until < now()`.execute(db);
  await sql`delete from pace where arrival_at < now() - interval '1 day'`.execute(db);
  return 0;
};

import { sql } from 'kysely';
import { newId } from '../contract/new-id.ts';
import type { Db } from '../db/database.ts';
import type { Logger } from '../logger.ts';

const leaseSeconds = 45;
const renewMs = 15_000;

/** Says which conversations have a customer's socket on this node: one lease each, renewed while it is there. */
export const createPresence = (db: Db, log: Logger, attached: () => string[]) => {
  const node = newId('node');

  const write = async (conversationIds: string[], seconds: number) => {
    if (conversationIds.length === 0) return;
    await sql`
      insert into presence (conversation_id, node_id, expires_at)
      select id, ${node}, clock_timestamp() + make_interval(secs => ${seconds}) from unnest(${conversationIds}::text[]) id
      on conflict (conversation_id, node_id) do update set expires_at = excluded.expires_at`.execute(db);
  };
  const safely = (work: Promise<void>) =>
    work.catch((error: unknown) => log.warn({ err: error }, 'Presence was not written; leases run out by themselves'));

  let stopping = false;
  const timer = setInterval(() => void safely(write(attached(), leaseSeconds)), renewMs);
  return {
    came: (conversationId: string) => safely(write([conversationId], leaseSeconds)),
    /** The last socket on this node is gone. */
    async went(conversationId: string): Promise<void> {
      if (!stopping) await safely(write([conversationId], 0));
    },
    /** A node that stops says nothing of its customers: they come back to another one within their lease. */
    stop() {
      stopping = true;
      clearInterval(timer);
    },
  };
};

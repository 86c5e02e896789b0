import { sql } from 'kysely';
import type { Entry } from '../../src/contract/entry.ts';
import type { Run } from './checker.ts';
import type { Customer, createAgents } from './people.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** Waits until nothing is on its way any more, then collects what everybody saw. */
export const observe = async (
  world: Pick<World, 'db'>,
  agents: ReturnType<typeof createAgents>,
  customers: { customer: Customer; sent: { text: string; accepted: boolean }[] }[],
  limitMs = 40_000,
): Promise<Run> => {
  const { db } = world;
  let open: Record<string, number> = {};
  const isSettled = async () => {
    const { rows } = await sql<Record<string, number>>`
      select (select count(*) from handoffs where status = 'ended' and thread_closed_at is null)::int as unclosed,
        (select count(*) from handoffs where status in ('requested', 'scheduled', 'queued'))::int as begun,
        (select count(*) from messages m join handoffs h on h.id = m.handoff_id
          where m.kind = 'customer' and m.seq > h.delivered_seq and h.status <> 'ended')::int as undelivered,
        (select count(*) from parked_events)::int as parked,
        (select count(*) from notices where posted_at is null)::int as notices,
        (select count(*) from contact_deliveries where state = 'pending')::int as contacts,
        (select count(*) from conversations where unanswered_since is not null)::int as unanswered`.execute(db);
    open = rows[0] ?? {};
    return Object.values(open).every((count) => count === 0);
  };
  await until('everything is settled', isSettled, limitMs).catch(() => {
    throw new Error(`This run does not settle: ${JSON.stringify(open)}`);
  });
  for (const { customer } of customers) {
    const { last_seq } = await db
      .selectFrom('conversations')
      .select('last_seq')
      .where('id', '=', customer.conversationId)
      .executeTakeFirstOrThrow();
    await until('the customer has caught up', () => (customer.seen.at(-1)?.seq ?? 0) >= last_seq);
  }
  const log = await sql<{ entry: Entry; conversation_id: string }>`
    select entry_json(m) as entry, conversation_id from messages m order by conversation_id, seq`.execute(db);
  const handoffs = await db.selectFrom('handoffs').select(['id', 'conversation_id', 'status', 'thread_ref']).execute();
  return {
    customers: customers.map(({ customer, sent }) => ({
      conversationId: customer.conversationId,
      sent,
      seen: [...customer.seen],
    })),
    ledger: await agents.messages(),
    log: log.rows.map((row) => ({ ...row.entry, conversationId: row.conversation_id })),
    handoffs: handoffs.map((row) => ({
      id: row.id,
      conversationId: row.conversation_id,
      status: row.status,
      threadTs: row.thread_ref?.split(':').at(-1) ?? null,
    })),
  };
};

import { sql } from 'kysely';
import type { AgentChannel, HandoffCard, TranscriptLine } from '../channels/agent-channel.ts';
import type { HandoffRow } from '../conversations/handoff-reader.ts';
import { noteDelivered, noteThreadOpened, recordHandoffThread } from '../conversations/handoff-store.ts';
import type { Db } from '../db/database.ts';
import { findLostPost, postOnce } from './post-once.ts';
import { mostAttempts, postedThrough, unfinishedBatch } from './post-store.ts';

export type DeliveryDeps = { db: Db; channel: AgentChannel };

/** What fits into one post together. */
const batchLimits = { messages: 20, characters: 8000 };
/** How much of the conversation before the handoff agents get. */
const historyTurns = 60;

const postKey = (handoffId: string, what: string): string => `handoff/${handoffId}/${what}`;

/** Posts the notification card and the conversation so far, and records the thread. Goes on where a fault stopped it. */
export const openHandoffThread = async (deps: DeliveryDeps, row: HandoffRow, signal: AbortSignal): Promise<void> => {
  const { db, channel } = deps;
  const attempt = { workspaceId: row.workspace_id, provider: row.provider, throughSeq: null };
  const cardKey = postKey(row.id, 'card');
  const card = await readCard(db, row);
  const root = await postOnce(
    deps,
    { ...attempt, key: cardKey, threadRef: null },
    { channel: row.channel },
    async () => ({ externalRef: (await channel.openThread(row.channel, card, cardKey)).threadRef }),
    signal,
  );
  const threadRef = root.externalRef;
  await recordHandoffThread(db, row.id, threadRef);

  const history = await readHistory(db, row);
  if (history.lines.length > 0) {
    const key = postKey(row.id, 'history');
    await postOnce(
      deps,
      { ...attempt, key, threadRef },
      { channel: row.channel, threadRef },
      () => channel.post(threadRef, { kind: 'history', lines: history.lines }, key),
      signal,
    );
  }
  await noteThreadOpened(db, row.id);
};

/** Records the thread of a handoff that ended while its card was being posted. True when there is one. */
export const recoverThread = async (deps: DeliveryDeps, row: HandoffRow): Promise<boolean> => {
  const found = await findLostPost(deps, postKey(row.id, 'card'), { channel: row.channel });
  if (found) await recordHandoffThread(deps.db, row.id, found.externalRef);
  return found !== undefined;
};

/** Posts the customer's messages that wait, in order, until none is left. */
export const deliverWaiting = async (deps: DeliveryDeps, row: HandoffRow, signal: AbortSignal): Promise<number> => {
  const { db, channel } = deps;
  const threadRef = row.thread_ref;
  if (!threadRef) return 0;
  let delivered = Math.max(row.delivered_seq, await postedThrough(db, postKey(row.id, 'messages/')));
  let count = 0;
  for (;;) {
    signal.throwIfAborted();
    const batch = await nextBatch(db, row.id, delivered);
    const last = batch.at(-1);
    if (last) {
      const key = postKey(row.id, `messages/${last.seq}`);
      await postOnce(
        deps,
        { key, workspaceId: row.workspace_id, provider: row.provider, threadRef, throughSeq: last.seq },
        { channel: row.channel, threadRef },
        () =>
          channel.post(
            threadRef,
            { kind: 'messages', lines: batch.map(({ at, text }) => ({ at, text })), ...nameOf(batch) },
            key,
          ),
        signal,
      );
      delivered = last.seq;
      count += batch.length;
    }
    if (!(await noteDelivered(db, row.id, delivered))) return count;
  }
};

/** How often the handoff's post that failed last had failed before. */
export const failuresBefore = async (db: Db, handoffId: string): Promise<number> =>
  Math.max(0, (await mostAttempts(db, postKey(handoffId, ''))) - 1);

/** Says one line to the agents in the thread, once per `what`. */
export const sayInThread = async (
  deps: DeliveryDeps,
  row: HandoffRow,
  what: string,
  text: string,
  signal?: AbortSignal,
): Promise<void> => {
  const threadRef = row.thread_ref;
  if (!threadRef) return;
  const key = postKey(row.id, what);
  await postOnce(
    deps,
    { key, workspaceId: row.workspace_id, provider: row.provider, threadRef, throughSeq: null },
    { channel: row.channel, threadRef },
    () => deps.channel.post(threadRef, { kind: 'notice', text }, key),
    signal,
  );
};

/** The card as the row stands now. */
export const readCard = async (db: Db, row: HandoffRow): Promise<HandoffCard> => {
  const customer = await db
    .selectFrom('conversations')
    .select(['customer_name', 'customer_email', 'page_url', 'page_title'])
    .where('id', '=', row.conversation_id)
    .executeTakeFirstOrThrow();
  return {
    handoffId: row.id,
    requestedAt: row.requested_at,
    askedWhileClosed: row.opens_at !== null,
    state: cardState(row),
    ...(customer.customer_name && { customerName: customer.customer_name }),
    ...(customer.customer_email && { customerEmail: customer.customer_email }),
    ...(customer.page_url && { pageUrl: customer.page_url }),
    ...(customer.page_title && { pageTitle: customer.page_title }),
    ...(row.reason && { reason: row.reason }),
  };
};

const cardState = (row: HandoffRow): HandoffCard['state'] => {
  if (row.status === 'ended' && row.end_reason && row.ended_at) {
    return {
      is: 'ended',
      reason: row.end_reason,
      at: row.ended_at,
      undelivered: row.undelivered,
      ...(row.agent_external_id && { agentExternalId: row.agent_external_id }),
      ...(row.ended_by_external_id && { endedByExternalId: row.ended_by_external_id }),
    };
  }
  return row.agent_external_id && row.active_at
    ? { is: 'active', agentExternalId: row.agent_external_id, since: row.active_at }
    : { is: 'waiting' };
};

type Waiting = { seq: number; at: Date; text: string; name: string | null };

const nameOf = (batch: Waiting[]) => (batch[0]?.name ? { customerName: batch[0].name } : {});

/** The next messages to post together. A batch that was begun is made again as it was, so that its key stays true. */
const nextBatch = async (db: Db, handoffId: string, after: number): Promise<Waiting[]> => {
  const begun = await unfinishedBatch(db, postKey(handoffId, 'messages/'));
  const { rows } = await sql<Waiting>`
    select m.seq, m.created_at as at, m.body as text, c.customer_name as name
    from messages m join conversations c on c.id = m.conversation_id
    where m.handoff_id = ${handoffId} and m.kind = 'customer' and m.seq > ${after}
      and (${begun?.throughSeq ?? null}::bigint is null or m.seq <= ${begun?.throughSeq ?? null})
    order by m.seq limit ${batchLimits.messages}`.execute(db);
  if (begun) return rows;
  let characters = 0;
  return rows.filter((row, i) => {
    characters += row.text.length;
    return i === 0 || characters <= batchLimits.characters;
  });
};

const readHistory = async (db: Db, row: HandoffRow): Promise<{ lines: TranscriptLine[] }> => {
  const { rows } = await sql<{ at: Date; from: TranscriptLine['from']; text: string; name: string | null }>`
    select m.created_at as at, m.kind as from, coalesce(change.body, m.body) as text,
      coalesce(a.name, case m.kind when 'customer' then c.customer_name end) as name
    from messages m join conversations c on c.id = m.conversation_id left join agents a on a.id = m.agent_id
    left join lateral (
      select x.event ->> 'type' as type, x.body from messages x
      where m.kind = 'agent' and x.conversation_id = m.conversation_id and x.kind = 'system'
        and (x.event ->> 'target')::bigint = m.seq
      order by x.seq desc limit 1) change on true
    where m.conversation_id = ${row.conversation_id} and m.kind <> 'system' and m.handoff_id is distinct from ${row.id}
      and change.type is distinct from 'message_deleted'
      -- The card of a contact request has told it.
      and m.event ->> 'type' is distinct from 'contact_request'
      and m.created_at <= coalesce(${row.admitted_at}, clock_timestamp())
    order by m.seq desc limit ${historyTurns}`.execute(db);
  return { lines: rows.reverse().map(({ name, ...line }) => ({ ...line, ...(name && { name }) })) };
};

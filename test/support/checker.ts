import type { Entry } from '../../src/contract/entry.ts';
import type { SlackMessage } from './people.ts';

/** What everybody saw in a run, from sources of their own: the customers, Slack's ledger, the database. */
export type Run = {
  customers: {
    conversationId: string;
    /** In the order of sending; `accepted`: answered 2xx at least once. */
    sent: { text: string; accepted: boolean }[];
    /** Every entry in the order of its arrival, over all sockets. */
    seen: Entry[];
  }[];
  ledger: SlackMessage[];
  log: (Entry & { conversationId: string })[];
  handoffs: { id: string; conversationId: string; status: string; threadTs: string | null }[];
};

const guarantees = ['lost', 'doubled', 'misordered', 'phantom', 'ends'] as const;
export type Guarantee = (typeof guarantees)[number];
/** What was broken, in words; all empty after a good run. */
export type Findings = Record<Guarantee, string[]>;

const botUser = 'U0HANDOFF';
const closing = 'This session has ended (';
/** Every message of a run carries a token of its own, such as {c1-3}. */
const tokensIn = (text: string): string[] => text.match(/\{[\w-]+\}/g) ?? [];
const repeated = <T>(all: T[]): T[] => [...new Set(all.filter((one, i) => all.indexOf(one) !== i))];
/** The first element that stands before one that should have come earlier. */
const outOfOrder = (all: number[]): number => all.findIndex((n, i) => i > 0 && n <= (all[i - 1] ?? 0));

/** Holds a finished, quiet run against the guarantees G1 to G5 of docs/architecture.md. */
export const checkRun = (run: Run): Findings => {
  const found: Findings = { lost: [], doubled: [], misordered: [], phantom: [], ends: [] };
  for (const customer of run.customers) checkCustomer(run, customer, found);
  for (const handoff of run.handoffs) checkHandoff(run, handoff, found);
  return found;
};

const checkCustomer = (run: Run, customer: Run['customers'][number], found: Findings): void => {
  const { conversationId, sent, seen } = customer;
  const log = run.log.filter((entry) => entry.conversationId === conversationId).sort((a, b) => a.seq - b.seq);
  const logged = log.flatMap((entry) => tokensIn(entry.text));
  const shown = seen.flatMap((entry) => tokensIn(entry.text));
  const sentTokens = sent.flatMap(({ text }) => tokensIn(text));

  for (const { text, accepted } of sent) {
    for (const token of tokensIn(text))
      if (accepted && !logged.includes(token)) found.lost.push(`${token}: accepted, not in the log`);
  }
  const seenSeqs = new Set(seen.map((entry) => entry.seq));
  for (const { seq, text } of log)
    if (!seenSeqs.has(seq)) found.lost.push(`entry ${seq} of ${conversationId} (${text}): not seen by the customer`);

  for (const token of repeated(logged)) found.doubled.push(`${token}: twice in the log`);
  for (const seq of repeated(seen.map((entry) => entry.seq)))
    found.doubled.push(`entry ${seq} of ${conversationId}: shown twice`);

  const shownAt = outOfOrder(seen.map((entry) => entry.seq));
  if (shownAt > 0) found.misordered.push(`entry ${seen[shownAt]?.seq} of ${conversationId}: shown out of order`);
  if (log.some((entry, i) => entry.seq !== i + 1)) found.misordered.push(`the log of ${conversationId} has gaps`);
  const sentAt = outOfOrder(logged.map((token) => sentTokens.indexOf(token)).filter((i) => i >= 0));
  if (sentAt > 0) found.misordered.push(`the log of ${conversationId} is not in the order of sending`);

  const real = new Set([...sentTokens, ...run.ledger.flatMap((message) => tokensIn(message.text))]);
  for (const token of shown) if (!real.has(token)) found.phantom.push(`${token}: shown, never sent`);

  let live: string | undefined;
  for (const { event, handoffId } of log) {
    if (event?.type === 'handoff_requested') {
      if (live) found.ends.push(`${handoffId}: begun while ${live} lived`);
      live = handoffId;
    }
    if (event?.type === 'handoff_ended') live = undefined;
  }
};

const checkHandoff = (run: Run, handoff: Run['handoffs'][number], found: Findings): void => {
  const { id, status, threadTs } = handoff;
  const entries = run.log.filter((entry) => entry.handoffId === id).sort((a, b) => a.seq - b.seq);
  const ends = entries.filter((entry) => entry.event?.type === 'handoff_ended');
  if (ends.length !== (status === 'ended' ? 1 : 0)) found.ends.push(`${id}: ${status}, ended ${ends.length} times`);
  const last = ends[0]?.seq ?? Number.POSITIVE_INFINITY;
  for (const entry of entries) if (entry.seq > last) found.ends.push(`entry ${entry.seq} of ${id}: after the end`);

  const cards = run.ledger.filter((message) => message.metadata?.event_payload.key === `handoff/${id}/card`);
  if (cards.length > 1) found.doubled.push(`${id}: ${cards.length} cards`);
  if (!threadTs) return;
  const thread = run.ledger.filter((message) => message.thread_ts === threadTs && !message.ephemeralTo);
  const closings = thread.filter((message) => message.text.startsWith(closing)).length;
  if (closings !== ends.length) found.ends.push(`${id}: ${closings} closing lines`);

  const said = entries.filter((entry) => entry.kind === 'customer').flatMap((entry) => tokensIn(entry.text));
  const posted = thread
    .filter((message) => message.user === botUser && !message.metadata?.event_payload.key.endsWith('/history'))
    .sort((a, b) => Number(a.ts) - Number(b.ts))
    .flatMap((message) => tokensIn(JSON.stringify(message.blocks ?? [])));
  for (const token of said) if (!posted.includes(token)) found.lost.push(`${token}: not in the thread`);
  for (const token of repeated(posted)) found.doubled.push(`${token}: twice in the thread`);
  for (const token of posted) if (!said.includes(token)) found.phantom.push(`${token}: in the thread of ${id}`);
  if (outOfOrder(posted.map((token) => said.indexOf(token))) > 0)
    found.misordered.push(`the thread of ${id} is not in the order of the log`);

  const told = run.ledger.some((message) => message.ephemeralTo && message.thread_ts === threadTs);
  const heard = entries.filter((entry) => entry.kind === 'agent').flatMap((entry) => tokensIn(entry.text));
  const replies = thread.filter((message) => message.user !== botUser).flatMap((message) => tokensIn(message.text));
  for (const token of replies)
    if (!heard.includes(token) && !told) found.lost.push(`${token}: an agent's reply, neither taken nor answered`);
};

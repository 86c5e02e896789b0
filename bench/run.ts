import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { postJson } from './http.ts';
import { startParts } from './parts.ts';
import { arrive, type Latencies, percentiles } from './percentiles.ts';
import { sendEvent } from './slack-event.ts';

const seconds = Number(process.env.BENCH_SECONDS) || 20;
/** By the number in a message: when it was due, and when it was posted to Slack, for messages of customers. */
const duePosts = new Map<number, number>();
const postTimes: number[] = [];
const postedOrder = new Map<string, number[]>();
const parts = await startParts((_channel, text, threadTs) => {
  if (!threadTs) return;
  for (const [, n] of text.matchAll(/#(\d+)#/g)) {
    const due = duePosts.get(Number(n));
    if (due !== undefined) postTimes.push(performance.now() - due);
    postedOrder.set(threadTs, [...(postedOrder.get(threadTs) ?? []), Number(n)]);
  }
});

type Talk = { token: string; handoffId: string; threadRef: string; ts: string; channel: string; seen: number[] };
/** Whatever was refused, lost, doubled or misordered, in words. */
const faults: string[] = [];
const dueFrames = new Map<number, number>();
let frameTimes: number[] = [];
let serial = 0;

/** A conversation with a live handoff, its socket on `api`. */
const openTalk = async (index: number, api: string): Promise<Talk> => {
  const { channel, widgetKey } = parts.workspaces[index % parts.workspaces.length] ?? { channel: '', widgetKey: '' };
  const { token, conversationId } = await postJson(`${parts.apis[0]}/v1/widget/conversations`, { widgetKey });
  const { state } = await postJson(`${parts.apis[0]}/v1/widget/handoffs`, {}, token);
  for (;;) {
    const row = await parts.db
      .selectFrom('handoffs')
      .select('thread_ref')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirstOrThrow();
    if (row.thread_ref) {
      const talk: Talk = {
        token,
        handoffId: state.handoff.id,
        threadRef: row.thread_ref,
        ts: row.thread_ref.split(':').at(-1) ?? '',
        channel,
        seen: [],
      };
      await attach(
        `${api.replace('http', 'ws')}/v1/widget/socket`,
        JSON.stringify({ type: 'hello', token, after: 0 }),
        talk.seen,
        true,
      );
      return talk;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Counts the numbered messages that come in frames. */
const attach = async (url: string, hello: string, seen: number[], greeted: boolean): Promise<void> => {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  let lastSeq = 0;
  const ready = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const now = performance.now();
      const frame = JSON.parse(data.toString());
      resolve();
      for (const { text, seq } of frame.entries ?? []) {
        if (seq <= lastSeq) faults.push(`entry ${seq} doubled or misordered`);
        lastSeq = seq ?? lastSeq;
        const n = Number(/#(\d+)#/.exec(text ?? '')?.[1] ?? Number.NaN);
        if (Number.isNaN(n)) continue;
        seen.push(n);
        const due = dueFrames.get(n);
        if (due !== undefined) frameTimes.push(now - due);
      }
    });
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(hello);
  if (greeted) await ready;
};

const settle = async (done: () => boolean) => {
  const end = performance.now() + 15_000;
  while (!done() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
};

const measureEvents = async (to: string, talks: Talk[], perSecond: number): Promise<Latencies> => {
  frameTimes = [];
  const from = serial;
  const sends: Promise<unknown>[] = [];
  const count = await arrive(perSecond, seconds, (_, due) => {
    const n = serial++;
    dueFrames.set(n, due);
    sends.push(
      sendEvent(to, talks[n % talks.length] as Talk, n).then(
        ({ status }) => status === 200 || faults.push(`event ${n}: ${status}`),
      ),
    );
  });
  await Promise.all(sends);
  await settle(() => frameTimes.length >= count);
  const seen = talks.flatMap((talk) => talk.seen).filter((n) => n >= from);
  if (new Set(seen).size !== count) faults.push(`${count - new Set(seen).size} frames lost`);
  if (seen.length !== new Set(seen).size) faults.push(`${seen.length - new Set(seen).size} frames doubled`);
  return percentiles(frameTimes);
};

const measurePosts = async (talks: Talk[], perSecond: number): Promise<Latencies> => {
  const times: number[] = [];
  const from = serial;
  const sends: Promise<unknown>[] = [];
  await arrive(perSecond, seconds, (_, due) => {
    const n = serial++;
    duePosts.set(n, due);
    const talk = talks[n % talks.length] as Talk;
    const body = { clientId: randomUUID(), text: `question #${n}#`, handoffId: talk.handoffId };
    sends.push(
      postJson(`${parts.apis[0]}/v1/widget/messages`, body, talk.token).then(
        () => times.push(performance.now() - due),
        (error: Error) => faults.push(error.message),
      ),
    );
  });
  await Promise.all(sends);
  // Customers see their own messages come back: what was accepted is there once.
  const seen = () => talks.flatMap((talk) => talk.seen).filter((n) => n >= from);
  await settle(() => seen().length >= times.length);
  if (new Set(seen()).size !== times.length)
    faults.push(`${times.length - new Set(seen()).size} accepted messages lost`);
  if (seen().length !== new Set(seen()).size) faults.push('accepted messages doubled');
  return percentiles(times);
};

const rows: [name: string, measured: Latencies, goal: string][] = [];
const missed: string[] = [];
const hold = (name: string, value: number, goal: number, fails: boolean): string => {
  const met = value <= goal;
  if (!met && fails) missed.push(name);
  return `${value.toFixed(1)} (goal ${goal}${met ? '' : ', missed'})`;
};

try {
  const here = await Promise.all(Array.from({ length: 40 }, (_, i) => openTalk(i, parts.apis[0])));
  const there = await Promise.all(Array.from({ length: 40 }, (_, i) => openTalk(i, parts.apis[1])));
  const relayed = here.map((talk) => ({ ...talk, seen: [] as number[] }));
  for (const talk of relayed) await attach(parts.relay.replace('http', 'ws'), talk.threadRef, talk.seen, false);

  // On an otherwise idle box, before anything else: one message for each thread at a time, below the pace of a channel.
  postTimes.length = 0;
  await measurePosts(here.slice(0, 20), 10);
  await settle(() => postTimes.length >= duePosts.size);
  const delivered = percentiles(postTimes);
  rows.push([
    'widget POST -> Slack call, 10/s over 20 channels',
    delivered,
    `p50 ${hold('delivery p50', delivered.p50, 60, false)}, p99 ${hold('delivery p99', delivered.p99, 250, false)}`,
  ]);
  if (postTimes.length < duePosts.size)
    faults.push(`${duePosts.size - postTimes.length} messages lost on the way to Slack`);
  if (postTimes.length > duePosts.size) faults.push(`${postTimes.length - duePosts.size} messages doubled in Slack`);
  for (const [ts, order] of postedOrder)
    if (order.some((n, i) => i > 0 && n < (order[i - 1] ?? 0))) faults.push(`misordered in thread ${ts}`);

  await measureEvents(`${parts.apis[0]}/slack/events`, here, 50);
  for (const perSecond of [50, 200]) {
    const floor = await measureEvents(parts.relay, relayed, perSecond);
    const ours = await measureEvents(`${parts.apis[0]}/slack/events`, here, perSecond);
    const other = await measureEvents(`${parts.apis[0]}/slack/events`, there, perSecond);
    rows.push([`event -> frame, direct relay, ${perSecond}/s`, floor, '1']);
    const ratio = (measured: Latencies, fails: boolean) =>
      `p50 x ${hold(`event ${perSecond}/s p50`, measured.p50 / floor.p50, 3, fails)}, p99 x ${hold(`event ${perSecond}/s p99`, measured.p99 / floor.p99, 2.5, fails)}`;
    rows.push([`event -> frame, durable, ${perSecond}/s`, ours, ratio(ours, true)]);
    rows.push([
      `event -> frame on the other node, ${perSecond}/s`,
      other,
      `p50 x ${(other.p50 / floor.p50).toFixed(1)}, p99 x ${(other.p99 / floor.p99).toFixed(1)}`,
    ]);
  }
  // Everybody's first message rings a bell: that herd is not what is asked here.
  await measurePosts([...here, ...there], 50);
  const accepted = await measurePosts([...here, ...there], 200);
  rows.push(['widget POST -> 2xx, 200/s', accepted, `p99 ${hold('accept p99', accepted.p99, 25, false)}`]);
} finally {
  await parts.stop();
}

for (const [name, { p50, p99, count }, goal] of rows)
  console.log(
    `${name.padEnd(50)} p50 ${p50.toFixed(1).padStart(7)} ms  p99 ${p99.toFixed(1).padStart(7)} ms  n ${String(count).padStart(5)}  ${goal}`,
  );
console.log(`lost, doubled, misordered: ${faults.length === 0 ? 0 : faults.join('; ')}`);
if (missed.length > 0) console.log(`goals missed: ${missed.join(', ')}`);
process.exit(faults.length + missed.length > 0 ? 1 : 0);

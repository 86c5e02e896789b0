import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Entry } from '../../src/contract/entry.ts';
import type { ServerFrame } from '../../src/contract/socket-frames.ts';
import { createPresence } from '../../src/realtime/presence.ts';
import { openCustomer } from '../support/people.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const count = 1500;

/** A reader that can stop reading, as a phone in a tunnel does. */
const openReader = (token: string, after: number) => {
  const seen: Entry[] = [];
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/v1/widget/socket`);
  let closed = false;
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token, after })));
  socket.on('message', (data) => {
    const frame = JSON.parse(data.toString()) as ServerFrame;
    if (frame.type === 'entries') seen.push(...frame.entries);
  });
  socket.on('close', () => {
    closed = true;
  });
  socket.on('error', () => undefined);
  return { socket, seen, isClosed: () => closed };
};
const socketsOpen = async () =>
  Number(/^handoff_sockets (\d+)$/m.exec(await (await fetch(`${world.url}/metrics`)).text())?.[1]);

test('a reader that stops reading is cut, others are not held up, and it goes on where it was', async () => {
  const customer = await openCustomer(world);
  const other = await openCustomer(world);
  await other.connect();
  await sql`select append_entry(${customer.conversationId}, 'assistant', repeat('x', 9990) || n) from generate_series(1, ${count}) n`.execute(
    world.db,
  );
  const slow = openReader(customer.token, 0);
  slow.socket.once('message', () => slow.socket.pause());
  await until('the slow one is cut', async () => (await socketsOpen()) === 1);
  await other.send('still quick');
  await other.sees('still quick', 2000);

  slow.socket.resume();
  await until('the slow one notices', slow.isClosed);
  expect(slow.seen.length).toBeLessThan(count);
  const again = openReader(customer.token, slow.seen.at(-1)?.seq ?? 0);
  await until('everything has come', () => slow.seen.length + again.seen.length >= count);
  const seqs = [...slow.seen, ...again.seen].map((entry) => entry.seq);
  expect(seqs).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  again.socket.close();
  other.disconnect();
});

test("a node that stops takes no customer's lease: they come back to another node", async () => {
  const { conversationId } = await openCustomer(world);
  const present = async () => {
    const { rows } = await sql<{ nodes: number }>`select count(*)::int as nodes from presence
      where conversation_id = ${conversationId} and expires_at > clock_timestamp()`.execute(world.db);
    return rows[0]?.nodes;
  };
  const presence = createPresence(world.db, world.context.log, () => []);
  await presence.came(conversationId);
  await presence.went(conversationId);
  expect(await present()).toBe(0);
  await presence.came(conversationId);
  presence.stop();
  await presence.went(conversationId);
  expect(await present()).toBe(1);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifySlackRequest } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channelId as channel, signingSecret, startTestSandbox } from '../../test/support/sandbox.ts';
import type { Sandbox } from './server.ts';

type Delivery = {
  body: string;
  headers: Record<string, string>;
  text: string | undefined;
  eventId: string | undefined;
};

/** An app that takes events and answers as it is told. */
const startApp = async () => {
  const deliveries: Delivery[] = [];
  let answer = { status: 200, headers: {} as Record<string, string> };
  let wake: () => void = () => undefined;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const parsed = JSON.parse(body) as { type: string; challenge: string; event?: { text: string }; event_id: string };
    if (parsed.type === 'url_verification') return void response.end(parsed.challenge);
    deliveries.push({
      body,
      headers: request.headers as Record<string, string>,
      text: parsed.event?.text,
      eventId: parsed.event_id,
    });
    response.writeHead(answer.status, answer.headers).end();
    wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    deliveries,
    answer(status: number, headers = {}) {
      answer = { status, headers };
    },
    async gets(count: number): Promise<Delivery[]> {
      while (deliveries.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return deliveries;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

let box: string;
let app: Awaited<ReturnType<typeof startApp>>;
let sandbox: Sandbox;
const start = (retryDelaysMs = [10, 20, 30]) =>
  startTestSandbox({
    dataFile: join(box, 'sandbox.jsonl'),
    eventsUrl: app.url,
    retryDelaysMs,
  });
beforeEach(async () => {
  box = await mkdtemp(join(tmpdir(), 'sandbox-'));
  app = await startApp();
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.stop();
  app.stop();
  await rm(box, { recursive: true, force: true });
});
const say = (text: string, token = 'xoxp-sandbox-maya') =>
  new WebClient(token, { slackApiUrl: sandbox.apiUrl }).chat.postMessage({ channel, text });
const fault = (kind: string) =>
  fetch(`${sandbox.url}/control/faults`, { method: 'POST', body: JSON.stringify({ on: 'event', kind }) });
/** Looks again until the sandbox says so of itself. */
const once = async (path: string, is: (answer: never) => boolean): Promise<void> => {
  while (!is((await (await fetch(sandbox.url + path)).json()) as never)) await new Promise(setImmediate);
};
const counted = (what: 'delivered' | 'retried') =>
  once('/control/ledger', ({ events }: { events: Record<string, number> }) => events[what] === 1);

test("what an agent says comes signed, as Bolt's own verifier accepts it", async () => {
  await say('Hello & <bye>');
  const [delivery] = await app.gets(1);
  expect(delivery?.text).toBe('Hello & <bye>');
  const headers = {
    'x-slack-signature': delivery?.headers['x-slack-signature'] ?? '',
    'x-slack-request-timestamp': Number(delivery?.headers['x-slack-request-timestamp']),
  };
  verifySlackRequest({ signingSecret, body: delivery?.body ?? '', headers });
  expect(() => verifySlackRequest({ signingSecret, body: `${delivery?.body} `, headers })).toThrow();
});

test('an event that is not taken comes again three times, saying why, and not a fourth time', async () => {
  app.answer(503);
  await say('Hello');
  const deliveries = await app.gets(4);
  expect(deliveries.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
  expect(deliveries[1]?.headers['x-slack-retry-reason']).toBe('http_error');
  expect(new Set(deliveries.map(({ eventId }) => eventId)).size).toBe(1);
  app.answer(200);
  await say('Next');
  expect((await app.gets(5)).map(({ text }) => text).slice(4)).toEqual(['Next']);
});

test('an app that wants no retry gets none', async () => {
  app.answer(500, { 'x-slack-no-retry': '1' });
  await say('Hello');
  await app.gets(1);
  app.answer(200);
  await say('Next');
  expect((await app.gets(2)).map(({ text }) => text)).toEqual(['Hello', 'Next']);
});

test('what was on its way when the sandbox stopped comes after its next start, and only that', async () => {
  await say('Taken');
  await counted('delivered');
  app.answer(503);
  await sandbox.stop();
  sandbox = await start([1000]);
  await say('Not taken');
  await counted('retried');
  await sandbox.stop();
  app.answer(200);
  sandbox = await start([10]);
  const [, first, second] = await app.gets(3);
  expect([second?.text, second?.eventId]).toEqual(['Not taken', first?.eventId]);
  await say('Next');
  expect((await app.gets(4)).at(-1)?.text).toBe('Next');
});

test.each([
  ['duplicate', ['a', 'a'], 1],
  ['new_id', ['a', 'a'], 2],
  ['drop_first', ['a'], 1],
])('asked for %s, it delivers %j under %d ids', async (kind, texts, ids) => {
  await fault(kind);
  await say('a');
  const deliveries = await app.gets(texts.length);
  expect(deliveries.map(({ text }) => text)).toEqual(texts);
  expect(new Set(deliveries.map(({ eventId }) => eventId)).size).toBe(ids);
});

test('asked for reorder, the second event comes first', async () => {
  await fault('reorder');
  await say('first');
  await say('second');
  expect((await app.gets(2)).map(({ text }) => text)).toEqual(['second', 'first']);
});

test('the page learns whether the app answers', async () => {
  const answers = (wanted: boolean) =>
    once('/page/world', ({ events }: { events: { answers: boolean } }) => events.answers === wanted);
  await answers(true);
  await sandbox.stop();
  app.stop();
  sandbox = await start();
  await answers(false);
});

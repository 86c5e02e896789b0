import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogLevel, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { botToken, channelId as channel, startTestSandbox } from '../../test/support/sandbox.ts';
import type { Sandbox } from './server.ts';

let box: string;
let sandbox: Sandbox;
const start = (limits = false) =>
  // What is posted must not depend on an app.
  startTestSandbox({ dataFile: join(box, 'sandbox.jsonl'), retryDelaysMs: [], limits });
beforeEach(async () => {
  box = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.stop();
  await rm(box, { recursive: true, force: true });
});

test('a page of another site can not act as the agents', async () => {
  const ask = (path: string, origin: string) =>
    fetch(new URL(path, sandbox.url), { method: 'POST', body: '{}', headers: { Origin: origin } });
  for (const path of ['/control/reset', '/control/click', '/api/chat.postMessage'])
    expect((await ask(path, 'https://evil.example')).status).toBe(403);
  expect((await ask('/control/reset', new URL(sandbox.url).origin)).status).toBe(200);
});

/** The unmodified client, as the app uses it. */
const client = (token?: string) =>
  new WebClient(token, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
const bot = () => client(botToken);
const maya = () => client('xoxp-sandbox-maya');
const tomas = () => client('xoxp-sandbox-tomas');
/** Slack's code of a refused call. */
const code = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'ok',
    (error: { data?: { error?: string }; code?: string }) => error.data?.error ?? error.code,
  );
const post = async (as = bot(), more: { thread_ts?: string; text?: string } = {}) =>
  (await as.chat.postMessage({ channel, text: 'Hello', ...more })).ts ?? '';

test('the app and agents are who their tokens say', async () => {
  expect(await bot().auth.test()).toMatchObject({ ok: true, team_id: 'T0SANDBOX', bot_id: 'B0HANDOFF' });
  expect(await maya().auth.test()).toMatchObject({ user_id: 'U0MAYA' });
  expect((await bot().users.info({ user: 'U0MAYA' })).user?.profile?.real_name).toBe('Maya Lindgren');
  expect((await bot().conversations.info({ channel })).channel).toMatchObject({ id: channel, is_member: true });
});

test('a thread is read back in order, by pages, from an instant on', async () => {
  const root = await post();
  const replies: string[] = [];
  for (let n = 0; n < 5; n++) replies.push(await post(n % 2 ? maya() : bot(), { thread_ts: root, text: `${n}` }));
  await post(tomas(), { thread_ts: replies[0] ?? '', text: 'to a reply is to its thread' });
  const texts: (string | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page = await bot().conversations.replies({ channel, ts: root, limit: 3, ...(cursor && { cursor }) });
    texts.push(...(page.messages ?? []).map(({ text }) => text));
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  expect(texts).toEqual(['Hello', '0', '1', '2', '3', '4', 'to a reply is to its thread']);
  const later = await bot().conversations.replies({ channel, ts: root, oldest: replies[3] ?? '' });
  expect(later.messages?.map(({ text }) => text)).toEqual(['4', 'to a reply is to its thread']);
  const history = await bot().conversations.history({ channel });
  expect(history.messages?.map(({ ts }) => ts)).toEqual([root]);
});

test('metadata and blocks come back as they were given, metadata when it is asked for', async () => {
  const metadata = { event_type: 'handoff', event_payload: { key: 'handoff/1/card' } };
  const blocks = [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: '*Hi* & <https://a.example|b>' } },
  ];
  const { ts = '' } = await bot().chat.postMessage({ channel, text: 'Hi', metadata, blocks });
  const read = (more = {}) => bot().conversations.replies({ channel, ts, ...more });
  expect((await read()).messages?.[0]).not.toHaveProperty('metadata');
  expect((await read({ include_all_metadata: true })).messages?.[0]).toMatchObject({ metadata, blocks });
});

test('one changes and deletes what one said, and nothing else', async () => {
  const mine = await post(maya());
  await maya().chat.update({ channel, ts: mine, text: 'Changed' });
  expect((await bot().conversations.history({ channel })).messages?.[0]).toMatchObject({ text: 'Changed' });
  expect(await code(tomas().chat.update({ channel, ts: mine, text: 'Mine' }))).toBe('cant_update_message');
  expect(await code(tomas().chat.delete({ channel, ts: mine }))).toBe('cant_delete_message');
  await maya().chat.delete({ channel, ts: mine });
  expect((await bot().conversations.history({ channel })).messages).toEqual([]);
  expect(await code(maya().chat.update({ channel, ts: mine, text: 'Again' }))).toBe('message_not_found');
});

test('what is for one pair of eyes is in no history', async () => {
  await bot().chat.postEphemeral({ channel, user: 'U0MAYA', text: 'Psst' });
  expect((await bot().conversations.history({ channel })).messages).toEqual([]);
});

const long = (length: number) => 'x'.repeat(length);
const sections = (count: number, text = 'a') =>
  Array.from({ length: count }, () => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }));
test.each<[string, () => Promise<unknown>]>([
  ['not_authed', () => client().auth.test()],
  ['invalid_auth', () => client('xoxb-stolen').auth.test()],
  ['unknown_method', () => bot().apiCall('chat.nothing')],
  ['unknown_method', () => bot().apiCall('constructor')],
  ['channel_not_found', () => bot().chat.postMessage({ channel: 'C0NOWHERE', text: 'a' })],
  ['channel_not_found', () => bot().chat.postMessage({ channel: 'G0LEADS', text: 'a' })],
  ['not_in_channel', () => bot().chat.postMessage({ channel: 'C0GENERAL', text: 'a' })],
  ['is_archived', () => bot().chat.postMessage({ channel: 'C0OLDHELP', text: 'a' })],
  ['no_text', () => bot().chat.postMessage({ channel, text: '' })],
  ['msg_too_long', () => bot().chat.postMessage({ channel, text: long(40_001) })],
  ['invalid_blocks', () => bot().chat.postMessage({ channel, text: 'a', blocks: sections(51) })],
  ['invalid_blocks', () => bot().chat.postMessage({ channel, text: 'a', blocks: sections(1, long(3001)) })],
  ['msg_blocks_too_long', () => bot().chat.postMessage({ channel, text: 'a', blocks: sections(10, long(2900)) })],
  ['thread_not_found', () => bot().chat.postMessage({ channel, text: 'a', thread_ts: '1700000000.000100' })],
  ['thread_not_found', () => bot().conversations.replies({ channel, ts: '1700000000.000100' })],
  ['user_not_found', () => bot().users.info({ user: 'U0NOBODY' })],
  [
    'metadata_too_large',
    () =>
      bot().chat.postMessage({
        channel,
        text: 'a',
        metadata: { event_type: 'a', event_payload: { key: long(9000) } },
      }),
  ],
])('%s', async (wanted, call) => {
  expect(await code(call())).toBe(wanted);
});

test('a body that is no JSON is told so', async () => {
  for (const body of ['{"channel":', '[]', 'null']) {
    const headers = { Authorization: `Bearer ${botToken}`, 'Content-Type': 'application/json' };
    const response = await fetch(`${sandbox.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
    expect(await response.json()).toEqual({ ok: false, error: 'invalid_json' });
  }
});

test('messages outlive a restart', async () => {
  const root = await post();
  await post(maya(), { thread_ts: root, text: 'still here' });
  await sandbox.stop();
  sandbox = await start();
  const { messages } = await bot().conversations.replies({ channel, ts: root });
  expect(messages?.map(({ text }) => text)).toEqual(['Hello', 'still here']);
  expect(Number(await post())).toBeGreaterThan(Number(messages?.at(-1)?.ts));
});

test('the app may post ten times in five seconds to a channel, then waits; people may go on', async () => {
  await sandbox.stop();
  sandbox = await start(true);
  for (let n = 0; n < 10; n++) await post();
  const limited = await bot()
    .chat.postMessage({ channel, text: 'one more' })
    .catch((error: { code: string; retryAfter: number }) => error);
  expect(limited).toMatchObject({ code: 'slack_webapi_rate_limited_error' });
  expect((limited as { retryAfter: number }).retryAfter).toBeGreaterThanOrEqual(1);
  await post(maya());
});

test.each([
  ['error_before', 0],
  ['error_after', 1],
  ['html', 0],
  ['reset', 1],
  ['rate_limited', 0],
])('asked to fail by %s, the app meets it once and %d messages are there', async (kind, count) => {
  const fault = { on: 'call', method: 'chat.postMessage', kind };
  await fetch(`${sandbox.url}/control/faults`, { method: 'POST', body: JSON.stringify(fault) });
  await post(maya(), { text: 'agents meet no faults' });
  expect(await code(bot().chat.postMessage({ channel, text: 'first' }))).not.toBe('ok');
  const texts = (await bot().conversations.history({ channel })).messages?.map(({ text }) => text);
  expect(texts?.filter((text) => text === 'first')).toHaveLength(count);
  await post(bot(), { text: 'second' });
});

test('control says what it does not know', async () => {
  const ask = async (path: string, body: string) =>
    (await fetch(`${sandbox.url}/control/${path}`, { method: 'POST', body })).status;
  expect(await ask('click', '{')).toBe(400);
  expect(await ask('click', '{}')).toBe(400);
  const click = { user: 'U0MAYA', channel, ts: '1', actionId: 'a' };
  expect(await ask('click', JSON.stringify(click))).toBe(404);
  expect(await ask('click', JSON.stringify({ ...click, user: 'U0NOBODY' }))).toBe(404);
  expect(await ask('archive', JSON.stringify({ channel: 'C0NOWHERE', archived: true }))).toBe(404);
  expect(await ask('faults', JSON.stringify({ on: 'call', kind: 'melt' }))).toBe(400);
});

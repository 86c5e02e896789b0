import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSlackChannel } from './slack-channel.ts';

type Call = { method: string; args: URLSearchParams };
const calls: Call[] = [];
let answers: Record<string, (call: Call) => object | undefined> = {};
let avatar = { type: 'image/png', body: Buffer.alloc(0), redirect: false };

const sendAvatar = (response: ServerResponse) => {
  response.writeHead(avatar.redirect ? 302 : 200, { 'content-type': avatar.type, location: '/elsewhere' });
  response.end(avatar.body);
};
/** As little of Slack as these tests need; `undefined` drops the connection without an answer. */
const server = createServer(async (request, response) => {
  if (request.url?.startsWith('/avatar')) return sendAvatar(response);
  let body = '';
  for await (const chunk of request) body += chunk;
  const call = { method: request.url?.replace('/api/', '') ?? '', args: new URLSearchParams(body) };
  calls.push(call);
  const answer = answers[call.method]?.(call);
  if (!answer) return request.socket.destroy();
  response.end(JSON.stringify({ ok: true, ...answer }));
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const warnings: string[] = [];
const logger = { warn: (fields: object, message: string) => warnings.push(JSON.stringify(fields) + message) };
const botToken = 'xoxb-1-secret';
const open = () => createSlackChannel({ botToken, signingSecret: 's', apiUrl: `${url}/api/`, logger });
const auth = () => ({ team_id: 'T1', user_id: 'UBOT', bot_id: 'B1' });
const card = { handoffId: 'h', requestedAt: new Date(0), askedWhileClosed: false, state: { is: 'waiting' as const } };
const thread = 'slack:T1:C1:1.1';
beforeEach(() => {
  calls.length = 0;
  warnings.length = 0;
  answers = { 'auth.test': auth, 'chat.postMessage': () => ({ ts: '1.1' }), 'chat.update': () => ({}) };
});
const argsOf = (method: string) => calls.filter((call) => call.method === method).map(({ args }) => args);

test('a thread is opened with the card, unparsed, unfurled, named by its key; who we are is asked once', async () => {
  const channel = open();
  expect(await channel.openThread('C1', card, 'k1')).toEqual({ threadRef: thread });
  await channel.openThread('C1', card, 'k2');
  expect(argsOf('auth.test')).toHaveLength(1);
  const [args] = argsOf('chat.postMessage');
  expect(Object.fromEntries(args ?? [])).toMatchObject({
    channel: 'C1',
    parse: 'none',
    link_names: 'false',
    unfurl_links: 'false',
    unfurl_media: 'false',
    metadata: JSON.stringify({ event_type: 'handoff_post', event_payload: { key: 'k1' } }),
  });
  expect(args?.get('text')).not.toBe('');
});

test('a failed question who we are posts nothing, and is asked again', async () => {
  const channel = open();
  answers['auth.test'] = () => undefined;
  await expect(channel.openThread('C1', card, 'k')).rejects.toMatchObject({ fault: 'rejected' });
  answers['auth.test'] = auth;
  await channel.openThread('C1', card, 'k');
  expect(argsOf('chat.postMessage')).toHaveLength(1);
});

test('a post whose answer is lost is sent once, and its outcome is unknown', async () => {
  answers['chat.postMessage'] = () => undefined;
  const post = { kind: 'messages' as const, lines: [{ at: new Date(0), text: 'hi' }] };
  await expect(open().post(thread, post, 'k')).rejects.toMatchObject({ fault: 'unknown' });
  expect(argsOf('chat.postMessage')).toHaveLength(1);
  expect(warnings.join()).not.toContain('xoxb');
});

test('a notice for one person is seen in the thread by that person', async () => {
  answers['chat.postEphemeral'] = () => ({ message_ts: '5.5' });
  await open().post(thread, { kind: 'notice', text: 'late', onlyTo: 'U1' }, 'k');
  expect(Object.fromEntries(argsOf('chat.postEphemeral')[0] ?? [])).toMatchObject({
    channel: 'C1',
    user: 'U1',
    thread_ts: '1.1',
  });
  await open().post(thread, { kind: 'notice', text: 'all' }, 'k');
  expect(argsOf('chat.postMessage')[0]?.get('thread_ts')).toBe('1.1');
});

test('the card is changed where it is; one that Slack has frozen stays, and is logged', async () => {
  await open().setCard(thread, card);
  expect(Object.fromEntries(argsOf('chat.update')[0] ?? [])).toMatchObject({ channel: 'C1', ts: '1.1', parse: 'none' });
  answers['chat.update'] = () => ({ ok: false, error: 'edit_window_closed' });
  await open().setCard(thread, card);
  expect(warnings.join()).toContain('edit_window_closed');
  answers['chat.update'] = () => ({ ok: false, error: 'message_not_found' });
  await expect(open().setCard(thread, card)).rejects.toMatchObject({ fault: 'thread_gone' });
});

const row = (ts: string, key: string, by: object) => ({
  ts,
  ...by,
  metadata: { event_type: 'handoff_post', event_payload: { key } },
});

test('a post is found by its key and our bot, in the thread or among the roots, on a later page too', async () => {
  const since = new Date(100_000);
  answers['conversations.replies'] = () => ({
    messages: [
      row('1.2', 'k', { bot_id: 'BX', user: 'UX' }),
      row('1.3', 'other', { bot_id: 'B1' }),
      row('1.4', 'k', { bot_id: 'B1' }),
    ],
  });
  expect(await open().findPost({ channel: 'C1', threadRef: thread }, 'k', since)).toEqual({ externalRef: '1.4' });
  answers['conversations.history'] = ({ args }) =>
    args.get('cursor')
      ? { messages: [row('9.9', 'k', { user: 'UBOT' })] }
      : { messages: [{ ts: '9.8' }], response_metadata: { next_cursor: 'more' } };
  expect(await open().findPost({ channel: 'C1' }, 'k', since)).toEqual({ externalRef: 'slack:T1:C1:9.9' });
  expect(Object.fromEntries(argsOf('conversations.history')[0] ?? [])).toMatchObject({
    oldest: '95',
    limit: '200',
    include_all_metadata: 'true',
  });
});

test('a search ends after five pages', async () => {
  answers['conversations.history'] = () => ({ messages: [], response_metadata: { next_cursor: 'more' } });
  expect(await open().findPost({ channel: 'C1' }, 'k', new Date(0))).toBeUndefined();
  expect(argsOf('conversations.history')).toHaveLength(5);
});

test('a channel id and a thread in it share one pace; another installation has its own', () => {
  const channel = open();
  expect(channel.pace(thread)).toEqual(channel.pace('C1'));
  expect(channel.pace('C1')).toMatchObject({ intervalMs: 1000, burst: 3 });
  expect(channel.pace('C2').key).not.toBe(channel.pace('C1').key);
  const other = createSlackChannel({ botToken: 'xoxb-2', signingSecret: 's' });
  expect(other.pace('C1').key).not.toBe(channel.pace('C1').key);
  expect(channel.pace('C1').key).not.toContain('secret');
});

test.each([
  ['is no member', { is_member: false }, 'not_in_channel'],
  ['finds it archived', { is_member: true, is_archived: true }, 'is_archived'],
])('a channel that the app %s can not be used, with advice', async (_, found, code) => {
  answers['conversations.info'] = () => ({ channel: found });
  await expect(open().checkChannel('C1')).rejects.toMatchObject({ fault: 'fatal', code, advice: expect.any(String) });
});

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]);
test.each([
  ['a picture', { body: png }, '/avatar', 'image/png'],
  ['an SVG', { type: 'image/svg+xml', body: Buffer.from('<svg/>') }, '/avatar', undefined],
  ['an SVG that calls itself a PNG', { body: Buffer.from('<svg/>') }, '/avatar', undefined],
  ['a picture above 256 KB', { body: Buffer.concat([png, Buffer.alloc(256 * 1024)]) }, '/avatar', undefined],
  ['a redirect', { body: png, redirect: true }, '/avatar', undefined],
  ['plain HTTP elsewhere', { body: png }, 'http://localhost:1/avatar', undefined],
  ['a file', { body: png }, 'file:///etc/passwd', undefined],
])('of %s as avatar', async (_, served, path, type) => {
  avatar = { type: 'image/png', redirect: false, ...served };
  const profile = { display_name: '', real_name: 'Maya\0 L', image_72: path.startsWith('/') ? url + path : path };
  answers['users.info'] = () => ({ user: { name: 'maya', profile } });
  const found = await open().describeAgent('U1');
  expect(found.name).toBe('Maya L');
  expect(found.avatar?.type).toBe(type);
});

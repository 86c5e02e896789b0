import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogLevel, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { botToken, channelId as channel, startTestSandbox } from '../../test/support/sandbox.ts';
import type { Sandbox } from './server.ts';

let box: string;
let sandbox: Sandbox;
beforeAll(async () => {
  box = await mkdtemp(join(tmpdir(), 'sandbox-'));
  sandbox = await startTestSandbox({ dataFile: join(box, 'sandbox.jsonl') });
});
afterAll(async () => {
  await sandbox.stop();
  await rm(box, { recursive: true, force: true });
});
const control = (path: string, body: object) =>
  fetch(`${sandbox.url}/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
beforeEach(async () => {
  await control('reset', {});
});

const client = (token: string) =>
  new WebClient(token, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
const bot = () => client(botToken);
const maya = () => client('xoxp-sandbox-maya');
/** Slack's answer to a refused call. */
const refusal = (call: Promise<unknown>): Promise<Record<string, unknown>> =>
  call.then(
    () => ({ error: 'nothing' }),
    (error: { data?: Record<string, unknown>; code?: string }) => error.data ?? { error: error.code },
  );
const home = (blocks: unknown[]) =>
  bot().apiCall('views.publish', { user_id: 'U0MAYA', view: JSON.stringify({ type: 'home', blocks }) });
const button = (text: string) => ({ type: 'button', text: { type: 'plain_text', text }, action_id: 'a' });

test('who sets themselves away is away to the app until they are back', async () => {
  expect(await bot().users.getPresence({ user: 'U0MAYA' })).toMatchObject({ presence: 'active' });
  await maya().users.setPresence({ presence: 'away' });
  expect(await bot().users.getPresence({ user: 'U0MAYA' })).toMatchObject({ presence: 'away' });
  expect(await bot().users.getPresence({ user: 'U0TOMAS' })).toMatchObject({ presence: 'active' });
  await maya().users.setPresence({ presence: 'auto' });
  expect(await bot().users.getPresence({ user: 'U0MAYA' })).toMatchObject({ presence: 'active' });
});

test('a pause is told to others as the range that it lasts', async () => {
  const of = async () => (await bot().dnd.teamInfo({ users: 'U0MAYA,U0TOMAS,U0NOBODY' })).users;
  expect(await of()).toMatchObject({ U0MAYA: { dnd_enabled: false }, U0TOMAS: { dnd_enabled: false } });
  await maya().dnd.setSnooze({ num_minutes: 10 });
  const { U0MAYA: paused, ...others } = (await of()) ?? {};
  const now = Date.now() / 1000;
  expect(paused?.dnd_enabled).toBe(true);
  expect(paused?.next_dnd_start_ts).toBeLessThanOrEqual(now);
  expect(paused?.next_dnd_end_ts).toBeGreaterThan(now + 500);
  expect(Object.keys(others)).toEqual(['U0TOMAS']);
  expect(await bot().dnd.info({ user: 'U0MAYA' })).not.toHaveProperty('snooze_enabled');
  expect(await maya().dnd.info()).toMatchObject({ snooze_enabled: true });
  await maya().dnd.endSnooze();
  expect((await of())?.U0MAYA).toMatchObject({ dnd_enabled: false });
});

test('members and the channels of a person come by pages', async () => {
  const all: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await bot().conversations.members({ channel, limit: 1, ...(cursor && { cursor }) });
    expect(page.members).toHaveLength(1);
    all.push(...(page.members ?? []));
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  expect(all).toEqual(['U0MAYA', 'U0TOMAS', 'U0HANDOFF']);
  const types = 'public_channel,private_channel';
  const { channels } = await bot().users.conversations({ user: 'U0MAYA', types, exclude_archived: true });
  // Not the private one, which the app is not in.
  expect(channels?.map(({ id }) => id)).toEqual([channel, 'C0GENERAL']);
});

test.each([
  ['user_not_found', () => bot().users.getPresence({ user: 'U0NOBODY' })],
  ['invalid_presence', () => maya().apiCall('users.setPresence', { presence: 'gone' })],
  ['no_users_provided', () => bot().dnd.teamInfo({ users: '' })],
  ['user_not_found', () => bot().dnd.info({ user: 'U0NOBODY' })],
  ['snooze_not_active', () => maya().dnd.endSnooze()],
  ['missing_duration', () => maya().apiCall('dnd.setSnooze', {})],
  ['invalid_cursor', () => bot().conversations.members({ channel, cursor: 'nonsense' })],
  ['invalid_limit', () => bot().conversations.members({ channel, limit: 1000 })],
  ['channel_not_found', () => bot().conversations.members({ channel: 'G0LEADS' })],
  ['invalid_types', () => bot().users.conversations({ types: 'public' })],
  ['not_allowed_token_type', () => maya().views.publish({ user_id: 'U0MAYA', view: { type: 'home', blocks: [] } })],
  ['invalid_arguments', () => bot().views.publish({ user_id: 'U0NOBODY', view: { type: 'home', blocks: [] } })],
  ['invalid_arguments', () => bot().apiCall('views.publish', { user_id: 'U0MAYA', view: '{' })],
  ['invalid_arguments', () => bot().apiCall('views.publish', { user_id: 'U0MAYA' })],
  ['invalid_arguments', () => home([{ type: 'unheard_of' }])],
  ['invalid_arguments', () => home([{ type: 'section' }])],
  ['invalid_arguments', () => home([{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }])],
  ['invalid_arguments', () => home([{ type: 'actions', elements: [button('x'.repeat(76))] }])],
  ['invalid_arguments', () => home(Array.from({ length: 101 }, () => ({ type: 'divider' })))],
  ['view_too_large', () => home([{ type: 'rich_text', elements: ['x'.repeat(250_000)] }])],
])('%s', async (wanted, call) => {
  expect(await refusal(call())).toMatchObject({ error: wanted });
});

test('a home tab is replaced as a whole, by the app that knows the one before if it says so', async () => {
  const publish = (text: string, hash?: string) =>
    bot().views.publish({
      user_id: 'U0MAYA',
      view: { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] },
      ...(hash && { hash }),
    });
  const first = (await publish('one')).view as { id: string; hash: string };
  const second = (await publish('two', first.hash)).view as { id: string; hash: string };
  expect(second.id).toBe(first.id);
  expect(await refusal(publish('three', first.hash))).toMatchObject({ error: 'hash_conflict' });
  const { homes } = (await (await fetch(`${sandbox.url}/control/ledger`)).json()) as { homes: Record<string, object> };
  expect(Object.keys(homes)).toEqual(['U0MAYA']);
  expect(JSON.stringify(homes)).toContain('two');
});

test('an app without a scope is told which it needs; people are not asked for scopes', async () => {
  await control('scopes', { without: ['dnd:read', 'groups:read'] });
  const refused = await refusal(bot().dnd.teamInfo({ users: 'U0MAYA' }));
  expect(refused).toMatchObject({ error: 'missing_scope', needed: 'dnd:read' });
  expect(refused.provided).toContain('users:read');
  expect(await refusal(bot().conversations.members({ channel: 'G0LEADS' }))).toMatchObject({ needed: 'groups:read' });
  await bot().conversations.members({ channel });
  await maya().dnd.info();
});

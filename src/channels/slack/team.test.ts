import type { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChannelError } from '../channel-error.ts';
import { createTeamReader } from './team.ts';

type Answer = (args: Record<string, string>) => unknown;
let calls: string[];
let warnings: string[];
let answers: Record<string, Answer>;
const count = (method: string) => calls.filter((called) => called === method).length;

const method = (name: string) => async (args: Record<string, string>) => {
  calls.push(name);
  return answers[name]?.(args);
};
const client = {
  conversations: { members: method('conversations.members') },
  users: { info: method('users.info'), getPresence: method('users.getPresence') },
  dnd: { teamInfo: method('dnd.teamInfo') },
} as unknown as WebClient;
const open = (lifeMs = 60_000) =>
  createTeamReader(client, {
    logger: { warn: (_, message) => warnings.push(message) },
    lifeMs,
  });
const refuse = (code: string, retryAfterMs?: number) => () => {
  throw new ChannelError(retryAfterMs === undefined ? 'fatal' : 'rate_limited', code, {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
};

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  warnings = [];
  answers = {
    'conversations.members': () => ({ members: ['U1', 'U2', 'UBOT', 'UOTHERBOT', 'UGONE', 'USLACKBOT'] }),
    'users.info': ({ user }) => ({ user: { is_bot: user?.endsWith('BOT'), deleted: user === 'UGONE' } }),
    'users.getPresence': ({ user }) => ({ presence: user === 'U1' ? 'active' : 'away' }),
    'dnd.teamInfo': () => ({ users: {} }),
  };
});
afterEach(() => {
  vi.useRealTimers();
});

test('a team are the people: no bot, nobody who was deactivated', async () => {
  expect(await open()('C1', false)).toEqual([
    { externalId: 'U1', there: 'unknown' },
    { externalId: 'U2', there: 'unknown' },
  ]);
  expect(count('users.getPresence') + count('dnd.teamInfo')).toBe(0);
});

test('with presence: who is active is there', async () => {
  expect(await open()('C1', true)).toEqual([
    { externalId: 'U1', there: true },
    { externalId: 'U2', there: false },
  ]);
});

test.each([
  ['now', { dnd_enabled: true, next_dnd_start_ts: 900, next_dnd_end_ts: 1100 }, false],
  ['later', { dnd_enabled: true, next_dnd_start_ts: 1001, next_dnd_end_ts: 1100 }, true],
  ['until this instant', { dnd_enabled: true, next_dnd_start_ts: 900, next_dnd_end_ts: 1000 }, true],
  ['never', { dnd_enabled: false, next_dnd_start_ts: 900, next_dnd_end_ts: 1100 }, true],
])('who is active and not to be disturbed %s', async (_, dnd, there) => {
  vi.setSystemTime(1000_000);
  answers['dnd.teamInfo'] = () => ({ users: { U1: dnd } });
  expect((await open()('C1', true))?.[0]).toEqual({ externalId: 'U1', there });
});

test('however many ask, Slack is asked once, and again after a minute', async () => {
  const read = open();
  const found = await Promise.all(Array.from({ length: 20 }, () => read('C1', true)));
  expect(new Set(found.map((team) => JSON.stringify(team))).size).toBe(1);
  await read('C1', false);
  expect([count('conversations.members'), count('dnd.teamInfo'), count('users.getPresence')]).toEqual([1, 1, 2]);
  vi.advanceTimersByTime(59_000);
  await read('C1', true);
  expect(count('conversations.members')).toBe(1);
  vi.advanceTimersByTime(1000);
  await read('C1', true);
  expect([count('conversations.members'), count('users.getPresence')]).toEqual([2, 4]);
  // Who is a person is known for longer.
  expect(count('users.info')).toBe(5);
});

test.each([
  ['above fifty members', { members: Array.from({ length: 51 }, (_, n) => `U${n}`) }],
  ['another page', { members: ['U1'], response_metadata: { next_cursor: 'more' } }],
])('of a channel with %s nothing is told, without asking for anybody', async (_, page) => {
  answers['conversations.members'] = () => page;
  expect(await open()('C1', true)).toBeUndefined();
  expect(count('users.info') + count('users.getPresence')).toBe(0);
});

test('what may not be asked is unknown, asked once a minute and logged once', async () => {
  answers['conversations.members'] = refuse('missing_scope');
  const read = open();
  for (const channel of ['C1', 'C1', 'C2']) expect(await read(channel, true)).toBeUndefined();
  expect(count('conversations.members')).toBe(2);
  expect(warnings).toHaveLength(1);
  vi.advanceTimersByTime(61_000);
  await read('C1', true);
  expect([count('conversations.members'), warnings.length]).toEqual([3, 2]);
});

test('without the permission for do-not-disturb presence alone decides', async () => {
  answers['dnd.teamInfo'] = refuse('missing_scope');
  expect((await open()('C1', true))?.map(({ there }) => there)).toEqual([true, false]);
});

test('a rate limit leaves the rest unknown, and nothing is asked before it is over', async () => {
  answers['conversations.members'] = () => ({ members: Array.from({ length: 50 }, (_, n) => `U${n}`) });
  answers['users.getPresence'] = refuse('ratelimited', 30_000);
  const read = open(0);
  const team = await read('C1', true);
  expect(team).toHaveLength(50);
  expect(new Set(team?.map(({ there }) => there))).toEqual(new Set(['unknown']));
  expect(count('users.getPresence')).toBeLessThanOrEqual(5);
  const before = calls.length;
  expect(await read('C1', true)).toBeUndefined();
  expect(calls).toHaveLength(before);
  vi.advanceTimersByTime(30_000);
  answers['users.getPresence'] = () => ({ presence: 'active' });
  expect((await read('C1', true))?.every(({ there }) => there === true)).toBe(true);
});

test('people of another workspace, of whom Slack tells nothing, are people', async () => {
  answers['users.info'] = refuse('user_not_found');
  answers['users.getPresence'] = ({ user }) => (user === 'U1' ? refuse('user_not_visible')() : { presence: 'away' });
  answers['conversations.members'] = () => ({ members: ['U1', 'U2'] });
  expect(await open()('C1', true)).toEqual([
    { externalId: 'U1', there: 'unknown' },
    { externalId: 'U2', there: false },
  ]);
});

test('a Slack that hangs is unknown after three seconds, and no further call is begun', async () => {
  answers['conversations.members'] = () => new Promise(() => undefined);
  const read = open();
  const found = read('C1', true);
  await vi.advanceTimersByTimeAsync(2999);
  expect(calls).toEqual(['conversations.members']);
  await vi.advanceTimersByTimeAsync(1);
  expect(await found).toBeUndefined();
  const again = read('C1', true);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await again).toBeUndefined();
  expect(calls).toEqual(['conversations.members']);
});

test('at most five look-ups run at a time', async () => {
  let running = 0;
  let most = 0;
  answers['conversations.members'] = () => ({ members: Array.from({ length: 40 }, (_, n) => `U${n}`) });
  answers['users.getPresence'] = async () => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    return { presence: 'away' };
  };
  await open()('C1', true);
  expect(count('users.getPresence')).toBe(40);
  expect(most).toBe(5);
});

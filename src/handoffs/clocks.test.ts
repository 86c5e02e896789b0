import { expect, test } from 'vitest';
import { awayGraceMs, type HandoffTimes, runningClocks, warningLeadMs } from './clocks.ts';

const minute = 60_000;
const times = (more: Partial<HandoffTimes>): HandoffTimes => ({
  now: 0,
  status: 'active',
  lastActivityAt: 0,
  firstResponseMinutes: 5,
  inactivityMinutes: 15,
  queueMinutes: 10,
  ...more,
});
const clocks = (more: Partial<HandoffTimes>) => runningClocks(times(more)).map((c) => [c.name, c.at / minute, c.end]);

test('a waiting handoff ends when nobody answers in time', () => {
  expect(clocks({ status: 'waiting', admittedAt: minute })).toEqual([['first_response', 6, 'no_agent_response']]);
});

test('an active handoff is warned two minutes before the inactivity end, and then ended', () => {
  expect(clocks({ lastActivityAt: 10 * minute })).toEqual([['inactivity_warning', 23, undefined]]);
  expect(clocks({ lastActivityAt: 10 * minute, warnedAt: 23 * minute })).toEqual([['inactivity', 25, 'inactivity']]);
});

test('activity after a warning starts the clock anew', () => {
  expect(clocks({ warnedAt: 13 * minute, lastActivityAt: 14 * minute })).toEqual([
    ['inactivity_warning', 27, undefined],
  ]);
});

test('a warning that came late still leaves its whole lead', () => {
  expect(clocks({ warnedAt: 40 * minute })).toEqual([['inactivity', 42, 'inactivity']]);
});

test('a short timeout warns a fifth before its end', () => {
  expect(warningLeadMs(5)).toBe(minute);
  expect(warningLeadMs(60)).toBe(2 * minute);
});

test('the earliest clock comes first: a customer who went away', () => {
  const [first] = runningClocks(times({ awaySince: minute }));
  expect(first).toEqual({ name: 'customer_away', at: minute + awayGraceMs, end: 'customer_left' });
});

test('a customer who was gone before people took over does not leave them: other clocks bound it', () => {
  const asked = { status: 'waiting', awaySince: minute } as const;
  expect(clocks({ ...asked, admittedAt: 60 * minute })).toEqual([['first_response', 65, 'no_agent_response']]);
  expect(clocks({ ...asked, admittedAt: 0 })[0]?.[0]).toBe('customer_away');
});

test('the queue has a clock of its own, and an ended handoff none', () => {
  expect(clocks({ status: 'queued', queuedAt: 2 * minute })).toEqual([['queue', 12, 'agents_busy']]);
  expect(clocks({ status: 'ended', awaySince: 0 })).toEqual([]);
});

test('closing time ends what nobody has answered, and nothing that is live', () => {
  const closesAt = 3 * minute;
  expect(clocks({ status: 'waiting', admittedAt: 0, closesAt })[0]).toEqual(['closing', 3, 'outside_hours']);
  expect(clocks({ status: 'queued', queuedAt: 0, closesAt })[0]).toEqual(['closing', 3, 'outside_hours']);
  expect(clocks({ status: 'active', admittedAt: 0, closesAt }).map(([name]) => name)).toEqual(['inactivity_warning']);
});

test('who asked while it was closed is waited for until closing time or a day, there or not', () => {
  const promised = { opensAt: 0, awaySince: 2 * minute } as const;
  expect(clocks({ ...promised, status: 'waiting', admittedAt: minute })).toEqual([
    ['first_response', 24 * 60 + 1, 'no_agent_response'],
  ]);
  expect(clocks({ ...promised, status: 'queued', queuedAt: minute })).toEqual([['queue', 24 * 60 + 1, 'agents_busy']]);
  expect(clocks({ ...promised, status: 'active', admittedAt: minute })[0]).toEqual([
    'customer_away',
    5,
    'customer_left',
  ]);
});

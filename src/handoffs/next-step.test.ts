import { expect, test } from 'vitest';
import { afterLook, type HandoffProgress, nextStep } from './next-step.ts';
import type { HandoffSnapshot } from './snapshot.ts';

const snapshot = (more: Partial<HandoffSnapshot>): HandoffSnapshot => ({
  status: 'waiting',
  admitted: true,
  threadOpen: true,
  threadClosed: false,
  ...more,
});
const step = (s: Partial<HandoffSnapshot>, more: Partial<HandoffProgress> = {}, now = 100) =>
  nextStep({ rung: false, retrying: false, snapshot: snapshot(s), ...more }, now).do;

test('before the first look availability is decided', () => {
  expect(nextStep({ rung: false, retrying: false }, 0)).toEqual({ do: 'admit' });
});

test.each([
  ['a place is taken: open the thread', { status: 'requested' }, {}, 'openThread'],
  ['the channel is away: wait for the retry', { status: 'requested' }, { retrying: true, dueAt: 200 }, 'wait'],
  ['and try again when it is due', { status: 'requested' }, { retrying: true, dueAt: 100 }, 'openThread'],
  ['nothing happened', { status: 'waiting' }, { dueAt: 200 }, 'wait'],
  ['a bell rang', { status: 'active' }, { rung: true, dueAt: 200 }, 'attend'],
  ['a clock is due', { status: 'active' }, { dueAt: 100 }, 'checkClocks'],
  ['a delivery is tried again', { status: 'active' }, { dueAt: 100, retrying: true }, 'attend'],
  ['the team opens', { status: 'scheduled', admitted: false }, { dueAt: 100 }, 'admit'],
  ['a place may be free', { status: 'queued', admitted: false }, { rung: true }, 'admit'],
  ['the queue clock is due', { status: 'queued', admitted: false }, { dueAt: 100 }, 'checkClocks'],
  ['an operator ends it', { status: 'active' }, { endRequest: 'cancelled_by_operator' }, 'end'],
  ['ended: the thread is closed', { status: 'ended', endReason: 'agent_ended' }, {}, 'closeThread'],
  ['and then it is over', { status: 'ended', threadClosed: true }, { rung: true }, 'finish'],
] as const)('%s', (_, s, more, wanted) => {
  expect(step(s, more)).toBe(wanted);
});

test('a look arms the earlier of the clock and the retry, and keeps what rang meanwhile', () => {
  const before: HandoffProgress = { rung: true, retrying: false, endRequest: 'cancelled_by_operator' };
  const after = afterLook(before, snapshot({ dueInMs: 5000, clock: 'inactivity', retryInMs: 2000 }), 1000);
  expect(after).toMatchObject({ dueAt: 3000, retrying: true, rung: true, endRequest: 'cancelled_by_operator' });
  expect(afterLook(before, snapshot({ dueInMs: -50 }), 1000)).toMatchObject({ dueAt: 1000, retrying: false });
});

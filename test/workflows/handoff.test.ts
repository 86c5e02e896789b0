import { afterAll, beforeAll, expect, test } from 'vitest';
import { endReasons } from '../../src/contract/handoff.ts';
import type { HandoffProgress } from '../../src/handoffs/next-step.ts';
import { progressQuery } from '../../workflows/messages.ts';
import { until } from '../support/until.ts';
import { active, admitted, createRig, ended, type Rig, waiting } from '../support/workflow-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.stop());

const minute = 60_000;
const isWaiting = (handle: { query: (q: typeof progressQuery) => Promise<HandoffProgress> }) =>
  until('the thread is open', async () => (await handle.query(progressQuery)).snapshot?.status === 'waiting');
const closing = { closeThread: () => ended('agent_ended', true) };

test('nobody answers: the first-response clock fires once, and the thread is closed', async () => {
  const { reason, calls } = await rig.run({
    admit: () => admitted,
    openThread: () => ({ ...waiting, clock: 'first_response', dueInMs: 15 * minute }),
    checkClocks: () => ended('no_agent_response'),
    closeThread: () => ended('no_agent_response', true),
  });
  expect(reason).toBe('no_agent_response');
  expect(calls).toEqual(['admit', 'openThread', 'checkClocks', 'closeThread']);
});

test.each(['outside_hours', 'agents_busy'] as const)('%s ends at once and opens no thread', async (reason) => {
  const outcome = await rig.run({ admit: () => ended(reason, true) });
  expect(outcome).toMatchObject({ reason, calls: ['admit'] });
});

test('a clock that Postgres refuses is armed for what is left', async () => {
  const { reason, calls } = await rig.run({
    admit: () => admitted,
    openThread: () => ({ ...waiting, clock: 'first_response', dueInMs: 15 * minute }),
    checkClocks: (n) =>
      n === 1
        ? { ...active, clock: 'inactivity_warning', dueInMs: 10 * minute }
        : n === 2
          ? { ...active, clock: 'inactivity', dueInMs: 2 * minute }
          : ended('inactivity'),
    closeThread: () => ended('inactivity', true),
  });
  expect(reason).toBe('inactivity');
  expect(calls.filter((call) => call === 'checkClocks')).toHaveLength(3);
});

test('closed, and the customer waits for the opening: decided again when the team opens', async () => {
  const { reason, calls } = await rig.run({
    admit: (n) =>
      n === 1
        ? { ...admitted, admitted: false, status: 'scheduled', clock: 'opening', dueInMs: 60 * 60 * minute }
        : admitted,
    openThread: () => ended('agent_ended'),
    ...closing,
  });
  expect(reason).toBe('agent_ended');
  expect(calls).toEqual(['admit', 'admit', 'openThread', 'closeThread']);
});

test('queued, and no place becomes free: the queue clock ends it', async () => {
  const { reason } = await rig.run({
    admit: () => ({ ...admitted, admitted: false, status: 'queued', clock: 'queue', dueInMs: 15 * minute }),
    checkClocks: () => ended('agents_busy', true),
  });
  expect(reason).toBe('agents_busy');
});

test('queued until closing time: back to waiting for the opening, and called then', async () => {
  const unplaced = { ...admitted, admitted: false };
  const { reason, calls } = await rig.run({
    admit: (n) => (n === 1 ? { ...unplaced, status: 'queued', clock: 'closing', dueInMs: 10 * minute } : admitted),
    checkClocks: () => ({ ...unplaced, status: 'scheduled', clock: 'opening', dueInMs: 16 * 60 * minute }),
    openThread: () => ended('agent_ended'),
    ...closing,
  });
  expect(reason).toBe('agent_ended');
  expect(calls).toEqual(['admit', 'checkClocks', 'admit', 'openThread', 'closeThread']);
});

test('a channel that is away is tried again until a clock ends the handoff', async () => {
  const { reason, calls } = await rig.run({
    admit: () => admitted,
    openThread: (n) => ({
      ...admitted,
      clock: 'first_response',
      dueInMs: 15 * minute - n * 4 * minute,
      retryInMs: 4 * minute,
    }),
    checkClocks: () => ended('no_agent_response'),
    closeThread: () => ended('no_agent_response', true),
  });
  expect(reason).toBe('no_agent_response');
  expect(calls.filter((call) => call === 'openThread').length).toBeGreaterThan(1);
});

test('many bells are one look', async () => {
  const { reason, calls } = await rig.run(
    {
      admit: () => admitted,
      openThread: () => ({ ...waiting, clock: 'first_response', dueInMs: 15 * minute }),
      attend: () => ended('agent_ended'),
      checkClocks: () => ended('no_agent_response'),
      ...closing,
    },
    async (handle) => {
      await Promise.all([rig.ring(handle), rig.ring(handle), rig.ring(handle)]);
    },
  );
  expect(reason).toBe('agent_ended');
  expect(calls.filter((call) => call === 'attend').length).toBeLessThanOrEqual(1);
});

test('an operator ends it by the update, another cancels: both end with their reason', async () => {
  const row = {
    admit: () => admitted,
    openThread: () => ({ ...waiting, clock: 'first_response' as const, dueInMs: 15 * minute }),
    endHandoff: () => ended('cancelled_by_operator'),
    closeThread: () => ended('cancelled_by_operator', true),
  };
  const byUpdate = await rig.run(
    row,
    async (handle) => {
      await isWaiting(handle);
      await handle.executeUpdate('end');
    },
    'an-operator-ends-it-by-the-update',
  );
  const byCancel = await rig.run(
    row,
    async (handle) => {
      await isWaiting(handle);
      await handle.cancel();
    },
    'an-operator-cancels-it',
  );
  expect([byUpdate.reason, byCancel.reason]).toEqual(['cancelled_by_operator', 'cancelled_by_operator']);
});

test.each(endReasons)('ended from outside by %s: it says so, and closes the thread once', async (reason) => {
  const row = {
    admit: () => admitted,
    openThread: () => ({ ...waiting, clock: 'first_response', dueInMs: 15 * minute }),
  };
  const outcome = await rig.run(
    { ...row, attend: () => ended(reason), closeThread: () => ended(reason, true) } as never,
    async (handle) => {
      await isWaiting(handle);
      await rig.ring(handle);
    },
  );
  expect(outcome).toMatchObject({ reason, calls: ['admit', 'openThread', 'attend', 'closeThread'] });
});

test('an agent answers, the timeout passes: warned first, then ended, and once each', async () => {
  const { reason, calls } = await rig.run(
    {
      admit: () => admitted,
      openThread: () => ({ ...waiting, clock: 'first_response', dueInMs: 15 * minute }),
      attend: () => ({ ...active, clock: 'inactivity_warning', dueInMs: 13 * minute }),
      checkClocks: (n) => (n === 1 ? { ...active, clock: 'inactivity', dueInMs: 2 * minute } : ended('inactivity')),
      closeThread: () => ended('inactivity', true),
    },
    async (handle) => {
      await isWaiting(handle);
      await rig.ring(handle);
    },
  );
  expect(reason).toBe('inactivity');
  expect(calls.slice(2)).toEqual(['attend', 'checkClocks', 'checkClocks', 'closeThread']);
});

test('scheduled, and taken back: it ends without a thread', async () => {
  const scheduled = {
    ...admitted,
    admitted: false,
    status: 'scheduled',
    clock: 'opening',
    dueInMs: 60 * minute,
  } as const;
  const { reason, calls } = await rig.run(
    { admit: (n) => (n === 1 ? scheduled : ended('customer_ended', true)) },
    async (handle) => {
      await until(
        'it waits for the opening',
        async () => (await handle.query(progressQuery)).snapshot?.status === 'scheduled',
      );
      await rig.ring(handle);
    },
  );
  expect({ reason, calls }).toEqual({ reason: 'customer_ended', calls: ['admit', 'admit'] });
});

test('queued, and a place becomes free: the thread is opened', async () => {
  const queued = { ...admitted, admitted: false, status: 'queued', clock: 'queue', dueInMs: 15 * minute } as const;
  const { reason, calls } = await rig.run(
    { admit: (n) => (n === 1 ? queued : admitted), openThread: () => ended('agent_ended'), ...closing },
    async (handle) => {
      await until('it is queued', async () => (await handle.query(progressQuery)).snapshot?.status === 'queued');
      await rig.ring(handle);
    },
  );
  expect({ reason, calls }).toEqual({ reason: 'agent_ended', calls: ['admit', 'admit', 'openThread', 'closeThread'] });
});

test('a clock that falls due while the sweeper rings ends it once', async () => {
  let ends = 0;
  const { reason, calls } = await rig.run(
    {
      admit: () => admitted,
      openThread: () => ({ ...waiting, clock: 'first_response', dueInMs: 15 * minute }),
      attend: () => (ends > 0 ? ended('no_agent_response') : { ...waiting, clock: 'first_response', dueInMs: 0 }),
      checkClocks: () => {
        ends++;
        return ended('no_agent_response');
      },
      closeThread: () => ended('no_agent_response', true),
    },
    async (handle) => {
      await isWaiting(handle);
      await rig.environment.sleep(15 * minute);
      // A ring may find it over, as a sweeper's may.
      await Promise.all([1, 2, 3].map(() => rig.ring(handle).catch(() => undefined)));
    },
  );
  expect({ reason, ends }).toEqual({ reason: 'no_agent_response', ends: 1 });
  expect(calls.filter((call) => call === 'closeThread')).toHaveLength(1);
});

test('an operator and an agent end it at once: the row says who was first, and the thread is closed once', async () => {
  const { reason, calls } = await rig.run(
    {
      admit: () => admitted,
      openThread: () => ({ ...waiting, clock: 'first_response', dueInMs: 15 * minute }),
      attend: () => ended('agent_ended'),
      endHandoff: () => ended('agent_ended'),
      ...closing,
    },
    async (handle) => {
      await isWaiting(handle);
      await Promise.all([handle.executeUpdate('end').catch(() => undefined), rig.ring(handle).catch(() => undefined)]);
    },
  );
  expect(reason).toBe('agent_ended');
  expect(calls.filter((call) => call === 'closeThread')).toHaveLength(1);
});

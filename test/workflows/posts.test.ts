import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { createRig, type Rig } from '../support/workflow-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.stop());

/** Activities that fail a day apart until call `succeedAt`, and what was called. Giving up succeeds. */
const play = (names: string[], succeedAt: number) => {
  const calls: string[] = [];
  const activities = Object.fromEntries(
    names.map((name) => [
      name,
      (...args: unknown[]) => {
        calls.push([name, ...args.slice(1)].join(': '));
        if (name.startsWith('giveUp') || calls.length >= succeedAt) return;
        throw ApplicationFailure.create({ message: 'The agent channel is away', nextRetryDelay: '1 day' });
      },
    ]),
  );
  return { calls, activities };
};
const contactRequest = (succeedAt: number) => play(['deliverContactRequest', 'giveUpContactRequest'], succeedAt);
const threadClosing = (succeedAt: number) => play(['closeThread', 'giveUpThread'], succeedAt);
const never = Number.POSITIVE_INFINITY;

test('a contact request is brought to a channel that is away for two days', async () => {
  const { calls, activities } = contactRequest(3);
  const { result } = await rig.play('contactRequest', { contactRequestId: 'cr_1' }, activities);
  expect(result).toBe('delivered');
  expect(calls).toEqual(['deliverContactRequest', 'deliverContactRequest', 'deliverContactRequest']);
});

test('a contact request that no channel takes for days is given up, and says so', async () => {
  const { calls, activities } = contactRequest(never);
  const { result } = await rig.play('contactRequest', { contactRequestId: 'cr_1' }, activities);
  expect(result).toBe('undelivered');
  expect(calls.at(-1)).toBe('giveUpContactRequest: The agent channel did not take it for days.');
});

test('a contact request that an operator cancels is given up in their name', async () => {
  const { calls, activities } = contactRequest(never);
  const { result } = await rig.play('contactRequest', { contactRequestId: 'cr_1' }, activities, async (handle) => {
    await until('it was tried', () => calls.length > 0);
    await handle.cancel();
  });
  expect(result).toBe('undelivered');
  expect(calls.at(-1)).toBe('giveUpContactRequest: An operator stopped it.');
});

test('a notice is said as soon as the channel takes it', async () => {
  const { calls, activities } = play(['postNotice'], 2);
  await rig.play('notice', { noticeId: 'no_1' }, activities);
  expect(calls).toEqual(['postNotice', 'postNotice']);
});

test('the thread of a stopped handoff is closed', async () => {
  const { calls, activities } = threadClosing(2);
  await rig.play('threadClosing', { handoffId: 'ho_1' }, activities);
  expect(calls).toEqual(['closeThread', 'closeThread']);
});

test('a thread that can not be closed for days is given up', async () => {
  const { calls, activities } = threadClosing(never);
  await rig.play('threadClosing', { handoffId: 'ho_1' }, activities);
  expect(calls.at(-1)).toBe('giveUpThread');
});

test('the closing of a thread that an operator cancels stops there', async () => {
  const { calls, activities } = threadClosing(never);
  const closing = rig.play('threadClosing', { handoffId: 'ho_1' }, activities, async (handle) => {
    await until('it was tried', () => calls.length > 0);
    await handle.cancel();
  });
  await expect(closing).rejects.toMatchObject({ cause: expect.any(CancelledFailure) });
  expect(calls).not.toContain('giveUpThread');
});

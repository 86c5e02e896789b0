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
const threadClosing = (succeedAt: number) => play(['closeThread', 'giveUpThread'], succeedAt);
const never = Number.POSITIVE_INFINITY;

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

test('a mail to an absent customer goes out when the mail server is back', async () => {
  const { calls, activities } = play(['mailCustomer', 'giveUpCustomerMail'], 2);
  await rig.play('customerMail', { handoffId: 'ho_1' }, activities);
  expect(calls).toEqual(['mailCustomer', 'mailCustomer']);
});

test('a mail that can not go out for days is given up, and the agents are told', async () => {
  const { calls, activities } = play(['mailCustomer', 'giveUpCustomerMail'], never);
  await rig.play('customerMail', { handoffId: 'ho_1' }, activities);
  expect(calls.at(-1)).toBe('giveUpCustomerMail');
});

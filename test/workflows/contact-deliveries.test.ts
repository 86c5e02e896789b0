import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactDeliveryKind, ContactWork } from '../../src/contract/contact-delivery.ts';
import { bell } from '../../workflows/messages.ts';
import { until } from '../support/until.ts';
import { createRig, type Rig } from '../support/workflow-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.stop());

type Row = { kind: ContactDeliveryKind; state: 'pending' | 'settled' | 'failed'; succeedsAt: number; tries: number };

/** A contact request as Postgres would have it: deliveries by name, each with the try at which it succeeds. */
const request = (rows: Record<string, [kind: ContactDeliveryKind, succeedsAt: number]>) => {
  const deliveries = new Map<string, Row>();
  const add = (name: string, kind: ContactDeliveryKind, succeedsAt = 1) =>
    deliveries.set(name, { kind, state: 'pending', succeedsAt, tries: 0 });
  for (const [name, [kind, succeedsAt]] of Object.entries(rows)) add(name, kind, succeedsAt);
  const calls: string[] = [];
  const rowOf = (id: string): Row => deliveries.get(id) as Row;
  let cardStale = false;
  const activities = {
    lookAtContactRequest(): ContactWork {
      calls.push('look');
      const open = [...deliveries].flatMap(([id, { kind, state }]) => (state === 'pending' ? [{ id, kind }] : []));
      const firstAnswer = open.find(({ kind }) => kind === 'answer')?.id;
      return {
        deliveries: open.filter(({ id, kind }) => kind !== 'answer' || id === firstAnswer),
        showCard: cardStale,
      };
    },
    deliverContact(id: string): 'settled' {
      calls.push(id);
      const row = rowOf(id);
      if (++row.tries < row.succeedsAt)
        throw ApplicationFailure.create({ message: 'It is away', nextRetryDelay: '10 hours' });
      row.state = 'settled';
      return 'settled';
    },
    giveUpContactDelivery(id: string, ...[why]: string[]): void {
      calls.push(`give up ${id}: ${why}`);
      rowOf(id).state = 'failed';
      cardStale = true;
    },
    showContactCard(): void {
      calls.push('show card');
      cardStale = false;
    },
  };
  return { add, calls, activities, states: () => [...deliveries.values()].map(({ state }) => state) };
};
const run = (made: ReturnType<typeof request>, during?: Parameters<Rig['play']>[3]) =>
  rig.play('contactDeliveries', { contactRequestId: 'cr_1' }, made.activities, during);
const never = Number.POSITIVE_INFINITY;

test('a target that is away for two days holds up no other, and gets its request', async () => {
  const made = request({ slack: ['channel', 1], mail: ['email', 5] });
  const { result } = await run(made);
  expect(result).toBe('delivered');
  expect(made.calls.toSorted()).toEqual(['look', 'mail', 'mail', 'mail', 'mail', 'mail', 'slack']);
});

test('a target that takes nothing for three days is given up, and the card says so', async () => {
  const made = request({ slack: ['channel', 1], hook: ['webhook', never] });
  const { result } = await run(made);
  expect(result).toBe('undelivered');
  expect(made.calls.slice(-4)).toEqual(['give up hook: too_long', 'look', 'show card', 'look']);
  expect(made.states()).toEqual(['settled', 'failed']);
});

test('what an operator cancels is given up in their name, all of it', async () => {
  const made = request({ slack: ['channel', never], mail: ['email', never] });
  const { result } = await run(made, async (handle) => {
    await until('both were tried', () => made.calls.includes('slack') && made.calls.includes('mail'));
    await handle.cancel();
  });
  expect(result).toBe('undelivered');
  expect(made.states()).toEqual(['failed', 'failed']);
  expect(made.calls.filter((call) => call.startsWith('give up')).toSorted()).toEqual([
    'give up mail: stopped',
    'give up slack: stopped',
  ]);
});

test('answers are mailed in their order, and one that comes meanwhile is found by its bell', async () => {
  const made = request({ slack: ['channel', 1], first: ['answer', 3], second: ['answer', 1] });
  await run(made, async (handle) => {
    await until('the first was tried', () => made.calls.includes('first'));
    made.add('third', 'answer');
    await handle.signal(bell);
  });
  expect(made.calls.filter((call) => /first|second|third/.test(call))).toEqual([
    'first',
    'first',
    'first',
    'second',
    'third',
  ]);
});

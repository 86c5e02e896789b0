import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import type { Schedule } from '../../src/contract/schedule.ts';
import { admitHandoff } from '../../src/conversations/handoff-store.ts';
import { readQueue } from '../../src/conversations/queue-reader.ts';
import { moveTrialClock } from '../../src/settings/trial-clock-store.ts';
import { openForAll } from '../support/admission.ts';
import { untilAtRest } from '../support/operator.ts';
import { call, createAgents, openCustomer } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.stop());

const nineToFive = [{ from: 540, to: 1020 }];
const office: Schedule = {
  zone: 'UTC',
  days: {
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: nineToFive,
  },
  exceptions: [],
  holidays: null,
};
const friday = (time: string) => new Date(`2030-05-10T${time}Z`);
const monday = (time: string) => new Date(`2030-05-13T${time}Z`);

/** The hours are read at another time, and whoever waits looks again. */
const itIs = async (at: Date, ...handoffIds: string[]) => {
  await moveTrialClock(world.db, at);
  for (const id of handoffIds) await world.context.gateway.ring(id);
};
const openAt = async (at: Date, availability: object = {}) => {
  world = await startWorld({ settings: { availability: { schedule: office, ...availability } } });
  await moveTrialClock(world.db, at);
  const customer = await openCustomer(world);
  await customer.connect();
  return { customer, agents: createAgents(world) };
};

test('nobody has answered by closing time: the customer is told, and the thread closed', async () => {
  const { customer, agents } = await openAt(friday('16:50:00'));
  expect(customer.state().offer).toMatchObject({ availability: 'open', closesAt: '2030-05-10T17:00:00.000Z' });
  const handoffId = await customer.requestHandoff();
  await customer.is('waiting');
  await itIs(friday('17:00:01'), handoffId);
  expect((await customer.ends()).endReason).toBe('outside_hours');
  await agents.sees('This session has ended (outside business hours)');
  await until('the offer follows', () => customer.state().offer.opensAt === '2030-05-13T09:00:00.000Z');
});

test('who is with an agent at closing time stays', async () => {
  const { customer, agents } = await openAt(friday('16:50:00'));
  const handoffId = await customer.requestHandoff();
  const card = await agents.card(handoffId);
  await agents.reply(card.ts, 'Just in time');
  await customer.is('active');
  await itIs(friday('17:30:00'), handoffId);
  await agents.reply(card.ts, 'Still here');
  await customer.sees('Still here');
  await untilAtRest(world, handoffId);
  expect(customer.state().handoff?.status).toBe('active');
});

test('the admin may let customers wait on after closing time', async () => {
  const { customer, agents } = await openAt(friday('16:50:00'), { atClosing: 'wait' });
  const handoffId = await customer.requestHandoff();
  const card = await agents.card(handoffId);
  await itIs(friday('17:30:00'), handoffId);
  await untilAtRest(world, handoffId);
  await agents.reply(card.ts, 'I stayed late');
  await customer.is('active');
});

test('hours that are cut short end the wait at once, and hours that are longer let it go on', async () => {
  const { customer } = await openAt(friday('16:50:00'));
  await customer.requestHandoff();
  await customer.is('waiting');
  const save = (version: number, to: number) =>
    call(world.url, 'PUT', `/v1/admin/workspaces/${world.workspace.id}/settings`, adminToken, {
      version,
      settings: {
        channel: channelId,
        assistant: 'demo',
        availability: { schedule: { ...office, days: { friday: [{ from: 540, to }] } } },
      },
    });
  await save(1, 1200);
  await until('the offer follows', () => customer.state().offer.closesAt === '2030-05-10T20:00:00.000Z');
  expect(customer.state().handoff?.status).toBe('waiting');
  await save(2, 960);
  expect((await customer.ends()).endReason).toBe('outside_hours');
});

test('in the queue at closing time: out with the form, or back to waiting for the opening as they asked', async () => {
  const { customer: impatient } = await openAt(friday('16:50:00'), { maxLiveHandoffs: 0, queue: true });
  const patient = await openCustomer(world);
  await patient.connect();
  const ids = [await impatient.requestHandoff(), await patient.requestHandoff('schedule')];
  await Promise.all([impatient.is('queued'), patient.is('queued')]);
  await itIs(friday('17:00:01'), ...ids);
  expect((await impatient.ends()).endReason).toBe('outside_hours');
  expect((await patient.is('scheduled')).opensAt).toBe('2030-05-13T09:00:00.000Z');
  expect(patient.state().owner).toBe('assistant');
});

test('asked on Friday night: connected on Monday, and not left alone after the usual time without an answer', async () => {
  const { customer, agents } = await openAt(friday('22:00:00'));
  const handoffId = await customer.requestHandoff('schedule');
  expect((await customer.is('scheduled')).opensAt).toBe('2030-05-13T09:00:00.000Z');
  await customer.send('Is my order on its way?');
  await itIs(monday('09:00:00'), handoffId);
  await customer.is('waiting');
  await until('the customer is told', () => customer.seen.find((entry) => entry.event?.type === 'team_opened'));
  await agents.sees('Is my order on its way?');
  expect(JSON.stringify(await agents.card(handoffId))).toContain('Asked while you were closed');
  customer.disconnect();
  await sql`update handoffs set admitted_at = admitted_at - interval '3 hours',
    last_activity_at = last_activity_at - interval '3 hours' where id = ${handoffId}`.execute(world.db);
  await itIs(monday('12:00:00'), handoffId);
  await untilAtRest(world, handoffId);
  const card = await agents.card(handoffId);
  await agents.reply(card.ts, 'It is with the courier');
  await customer.connect();
  await customer.sees('It is with the courier');
});

test('a scheduled request can be taken back', async () => {
  const { customer, agents } = await openAt(friday('22:00:00'));
  const handoffId = await customer.requestHandoff('schedule');
  await customer.is('scheduled');
  await customer.post('/handoffs/cancel', { handoffId });
  expect((await customer.ends()).endReason).toBe('customer_ended');
  await itIs(monday('09:00:00'), handoffId);
  expect(await agents.messages()).toEqual([]);
});

test('a workspace that does not offer it waits for no opening', async () => {
  const { customer } = await openAt(friday('22:00:00'), { askWhenOpen: false });
  expect(customer.state().offer.askWhenOpen).toBe(false);
  await customer.requestHandoff('schedule');
  expect((await customer.ends()).endReason).toBe('outside_hours');
});

test('at the opening whoever asked first comes first, whatever looks first', async () => {
  world = await startWorld({ worker: false });
  const friNight = { ...openForAll, availability: 'closed', opensAt: '2030-05-13T09:00:00Z' } as const;
  await moveTrialClock(world.db, friday('22:00:00'));
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) {
    const id = await (await openCustomer(world)).requestHandoff('schedule');
    expect((await admitHandoff(world.db, id, friNight)).outcome).toBe('scheduled');
    ids.push(id);
  }
  await moveTrialClock(world.db, monday('09:00:00'));
  const late = await (await openCustomer(world)).requestHandoff();
  const outcomes: string[] = [];
  for (const id of [late, ...ids.toReversed()])
    outcomes.push((await admitHandoff(world.db, id, { ...openForAll, limit: 2, queues: true })).outcome);
  expect(outcomes).toEqual(['queued', 'queued', 'admitted', 'admitted']);
});

test('whoever waited on Friday is before who asked at night, and both before Monday, whatever looks first', async () => {
  world = await startWorld({ worker: false });
  const busy = { ...openForAll, limit: 0, queues: true };
  const closed = { ...openForAll, availability: 'closed', opensAt: '2030-05-13T09:00:00Z' } as const;
  const ask = async () => (await openCustomer(world)).requestHandoff('schedule');
  const waiting = [await ask(), await ask()];
  for (const id of waiting) await admitHandoff(world.db, id, busy);
  for (const id of waiting) expect((await admitHandoff(world.db, id, closed)).outcome).toBe('scheduled');
  const night = [await ask(), await ask()];
  for (const id of night) await admitHandoff(world.db, id, closed);
  const all = [...waiting, ...night, await ask()];
  const places = async () => {
    const { unanswered } = await readQueue(world.db, world.workspace.id);
    return all.map((id) => unanswered.find(({ handoffId }) => handoffId === id)?.place);
  };
  const told: (number | null | undefined)[][] = [];
  for (const id of [all[4], all[2], all[0], all[3], all[1]]) {
    expect((await admitHandoff(world.db, id ?? '', busy)).outcome).toBe('queued');
    told.push(await places());
  }
  expect(told.at(-1)).toEqual([1, 2, 3, 4, 5]);
  // Each was told the same place from the first time on.
  for (const row of told) for (const [i, place] of row.entries()) expect([null, i + 1]).toContain(place);
});

test('live agent is turned off, or moves to another channel, while customers wait for the opening', async () => {
  const { customer } = await openAt(friday('22:00:00'));
  const other = await openCustomer(world);
  await other.connect();
  await customer.requestHandoff('schedule');
  const otherId = await other.requestHandoff('schedule');
  await Promise.all([customer.is('scheduled'), other.is('scheduled')]);
  const save = (version: number, settings: object) =>
    call(world.url, 'PUT', `/v1/admin/workspaces/${world.workspace.id}/settings`, adminToken, { version, settings });
  await save(1, { channel: 'C0GENERAL', availability: { schedule: office } });
  await until('both go to the other channel', async () => {
    const { rows } = await sql<{ channel: string }>`select channel from handoffs`.execute(world.db);
    return rows.every(({ channel }) => channel === 'C0GENERAL');
  });
  await customer.post('/handoffs/cancel', { handoffId: customer.state().handoff?.id ?? '' });
  await save(2, { enabled: false, channel: 'C0GENERAL', availability: { schedule: office } });
  expect(await other.ends()).toMatchObject({ id: otherId, endReason: 'channel_unreachable' });
});

test('who was promised an answer is not turned away at the opening: a card though nobody is there, or a place in line', async () => {
  world = await startWorld({ worker: false });
  const ask = async () => (await openCustomer(world)).requestHandoff('schedule');
  const ids = [await ask(), await ask()];
  for (const id of ids)
    await admitHandoff(world.db, id, { ...openForAll, availability: 'closed', opensAt: '2030-05-13T09:00:00Z' });
  const outcomes: string[] = [];
  for (const id of ids)
    outcomes.push((await admitHandoff(world.db, id, { ...openForAll, agents: [], limit: 1 })).outcome);
  expect(outcomes).toEqual(['admitted', 'queued']);
});

test('places in the queue are in turn, and move up when somebody leaves', async () => {
  world = await startWorld({ worker: false });
  const busy = { ...openForAll, limit: 1, queues: true };
  const people = [];
  for (let i = 0; i < 4; i++) {
    const customer = await openCustomer(world);
    await customer.connect();
    people.push({ customer, handoffId: await customer.requestHandoff() });
  }
  for (const { handoffId } of people) await admitHandoff(world.db, handoffId, busy);
  const [first, second, third, fourth] = people.map(({ customer }) => customer);
  await until('each has a place', () => fourth?.state().handoff?.queuePlace === 3);
  await third?.post('/handoffs/cancel', { handoffId: people[2]?.handoffId ?? '' });
  await until('the fourth moves up', () => fourth?.state().handoff?.queuePlace === 2);
  expect(second?.state().handoff?.queuePlace).toBe(1);
  expect(first?.state().handoff?.queuePlace).toBeUndefined();
});

test('agents who are there bound what comes in: their own limit, less what nobody has claimed yet', async () => {
  world = await startWorld({ worker: false });
  const two = { ...openForAll, perAgent: 1, agents: ['U0MAYA', 'U0TOMAS'], queues: true };
  const outcomes: string[] = [];
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) {
    const id = await (await openCustomer(world)).requestHandoff();
    ids.push(id);
    outcomes.push((await admitHandoff(world.db, id, two)).outcome);
  }
  expect(outcomes).toEqual(['admitted', 'admitted', 'queued']);
  const third = ids[2] ?? '';
  expect((await admitHandoff(world.db, third, { ...two, agents: [] })).outcome).toBe('queued');
  expect((await admitHandoff(world.db, third, { ...two, agents: null })).outcome).toBe('admitted');
  const fourth = await (await openCustomer(world)).requestHandoff();
  expect((await admitHandoff(world.db, fourth, { ...openForAll, agents: [] })).outcome).toBe('ended');
});

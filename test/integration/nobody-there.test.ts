import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { admitHandoff } from '../../src/conversations/handoff-store.ts';
import { openForAll } from '../support/admission.ts';
import { untilAtRest } from '../support/operator.ts';
import { call, createAgents, openCustomer } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.stop());

const never = { zone: 'UTC', days: {} };
const opensLater = () => {
  // A day from now, whatever today is: closed now, open then.
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
  const tomorrow = names[(new Date().getUTCDay() + 1) % 7] ?? 'monday';
  return { zone: 'UTC', days: { [tomorrow]: [{ from: 600, to: 660 }] } };
};
const save = async (version: number, settings: object) => {
  const path = `/v1/admin/workspaces/${world.workspace.id}/settings`;
  const body = { version, settings: { channel: channelId, assistant: 'demo', ...settings } };
  expect((await call(world.url, 'PUT', path, adminToken, body)).status).toBe(200);
};

test('closed: the handoff ends at once with its reason, and the form is offered', async () => {
  world = await startWorld({ settings: { availability: { schedule: never }, businessHoursText: 'Never' } });
  const customer = await openCustomer(world);
  await customer.connect();
  await customer.requestHandoff();
  expect((await customer.ends()).endReason).toBe('outside_hours');
  expect(customer.state().offer).toMatchObject({ availability: 'closed', contactForm: true, hoursText: 'Never' });
  expect(await createAgents(world).messages()).toEqual([]);
});

test('asked when the team opens: it waits with the assistant, and an earlier opening is not missed', async () => {
  world = await startWorld({ settings: { availability: { schedule: opensLater() } } });
  const customer = await openCustomer(world);
  await customer.connect();
  const handoffId = await customer.requestHandoff('schedule');
  await customer.is('scheduled');
  expect(customer.state().owner).toBe('assistant');
  await customer.send('When do you deliver?');
  await until('the assistant goes on', () => customer.seen.find((entry) => entry.kind === 'assistant'));
  await save(1, { availability: { schedule: null } });
  await customer.is('waiting');
  const agents = createAgents(world);
  await agents.card(handoffId);
  await agents.sees('When do you deliver?');
});

test('asked at night and gone: when the team opens it gets the card, and the customer has not left it', async () => {
  world = await startWorld({ settings: { availability: { schedule: opensLater() } } });
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await customer.connect();
  const handoffId = await customer.requestHandoff('schedule');
  await customer.is('scheduled');
  customer.disconnect();
  await sql`update presence set expires_at = clock_timestamp() - interval '5 hours'
    where conversation_id = ${customer.conversationId}`.execute(world.db);
  await save(1, { availability: { schedule: null } });
  const card = await agents.card(handoffId);
  await untilAtRest(world, handoffId);
  await agents.reply(card.ts, 'Good morning');
  await customer.connect();
  await customer.sees('Good morning');
  expect((await customer.is('active')).endReason).toBeUndefined();
});

test('a person is not promised when none can come', async () => {
  world = await startWorld({ settings: { enabled: false } });
  const customer = await openCustomer(world);
  await customer.connect();
  await customer.send('I want to talk to a human');
  const answer = await until('an answer', () => customer.seen.find((entry) => entry.kind === 'assistant'));
  expect(answer.text).toContain('nobody from the team can join');
  expect(customer.state().handoff).toBeUndefined();
});

test('busy: without a queue it ends, with one the next customer gets the freed place in turn', async () => {
  world = await startWorld({ settings: { availability: { maxLiveHandoffs: 1 } } });
  const agents = createAgents(world);
  const [first, second, third] = [await openCustomer(world), await openCustomer(world), await openCustomer(world)];
  await Promise.all([first, second, third].map((customer) => customer.connect()));
  const firstId = await first.requestHandoff();
  await first.is('waiting');
  await second.requestHandoff();
  expect((await second.ends()).endReason).toBe('agents_busy');

  await save(1, { availability: { maxLiveHandoffs: 1, queue: true } });
  const secondId = await second.requestHandoff();
  await until(
    'the second is queued',
    () => second.state().handoff?.id === secondId && second.state().handoff?.status === 'queued',
  );
  await third.requestHandoff();
  await third.is('queued');
  expect([second.state().handoff?.queuePlace, third.state().handoff?.queuePlace]).toEqual([1, 2]);
  await first.post('/handoffs/end', { handoffId: firstId });
  await second.is('waiting');
  await agents.card(secondId);
  expect(third.state().handoff?.status).toBe('queued');
  await until('the third moves up', () => third.state().handoff?.queuePlace === 1);
});

test('all agents set themselves away: customers wait in the queue, and come in when one is back', async () => {
  world = await startWorld({ settings: { availability: { queue: true } } });
  const agents = createAgents(world);
  for (const user of ['U0MAYA', 'U0TOMAS']) expect((await agents.command('/handoff away', user)).ok).toBe(true);
  const customer = await openCustomer(world);
  await customer.connect();
  const handoffId = await customer.requestHandoff();
  expect((await customer.is('queued')).queuePlace).toBe(1);
  await agents.command('/handoff back');
  await customer.is('waiting');
  await agents.card(handoffId);
});

test('each agent has as many as they can: the next customer waits until one of them is free', async () => {
  world = await startWorld({ settings: { availability: { queue: true, maxLivePerAgent: 1 } } });
  const agents = createAgents(world);
  const people = [await openCustomer(world), await openCustomer(world), await openCustomer(world)] as const;
  const ids: string[] = [];
  for (const customer of people) {
    await customer.connect();
    ids.push(await customer.requestHandoff());
    await until('it is decided', () => ['waiting', 'queued'].includes(customer.state().handoff?.status ?? ''));
  }
  expect(people.map((customer) => customer.state().handoff?.status)).toEqual(['waiting', 'waiting', 'queued']);
  const card = await agents.card(ids[0] ?? '');
  await agents.click(card, 'claim_handoff');
  await people[0].is('active');
  await agents.click(card, 'end_handoff');
  await people[2].is('waiting');
});

test('more places are made: each for whom there is one comes in, whoever asks first, and nobody passes by', async () => {
  world = await startWorld({ worker: false });
  const decide = (handoffId: string, limit: number) =>
    admitHandoff(world.db, handoffId, { ...openForAll, limit, queues: true });
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) {
    const id = await (await openCustomer(world)).requestHandoff();
    expect((await decide(id, 0)).outcome).toBe('queued');
    ids.push(id);
  }
  const late = await (await openCustomer(world)).requestHandoff();
  const outcomes: string[] = [];
  for (const id of [late, ...ids.toReversed()]) outcomes.push((await decide(id, 3)).outcome);
  expect(outcomes).toEqual(['queued', 'queued', 'admitted', 'admitted', 'admitted']);
});

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { untilAtRest } from '../support/operator.ts';
import { createAgents, openCustomer, openHandoff } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ settings: { firstResponseTimeoutMinutes: 10, inactivityTimeoutMinutes: 15 } });
});
afterAll(() => world.stop());

/** Lets minutes pass for one handoff: all that its clocks count from lies further back. */
const pass = async (handoffId: string, minutes: number) => {
  const by = sql`make_interval(mins => ${minutes})`;
  await sql`update handoffs set requested_at = requested_at - ${by}, queued_at = queued_at - ${by},
    admitted_at = admitted_at - ${by}, last_activity_at = last_activity_at - ${by}, warned_at = warned_at - ${by}
    where id = ${handoffId}`.execute(world.db);
  await sql`update presence set expires_at = expires_at - ${by}
    where conversation_id = (select conversation_id from handoffs where id = ${handoffId})
      and expires_at <= clock_timestamp()`.execute(world.db);
  await world.context.gateway.ring(handoffId);
  await untilAtRest(world, handoffId);
};
const warnings = ({ seen }: { seen: { event?: { type: string } }[] }) =>
  seen.filter((entry) => entry.event?.type === 'inactivity_warning');

test('nobody writes: both sides are warned, a message stops the clock, and in the end it ends once', async () => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  await agents.reply(card.ts, 'hello');
  await customer.is('active');
  await pass(handoffId, 14);
  await until('the customer is warned', () => warnings(customer).length === 1);
  await agents.sees('ends in 2 min unless somebody writes');

  await customer.send('still here', handoffId);
  await agents.sees('still here');
  await pass(handoffId, 3);
  expect(customer.state().handoff?.status).toBe('active');
  await pass(handoffId, 11);
  await until('the customer is warned again', () => warnings(customer).length === 2);
  expect(customer.state().handoff?.status).toBe('active');

  await pass(handoffId, 3);
  expect((await customer.ends()).endReason).toBe('inactivity');
  await agents.sees('This session has ended (nobody wrote for a while)');
  expect(customer.seen.filter((entry) => entry.event?.type === 'handoff_ended')).toHaveLength(1);
});

test('nobody answers within the first-response time: it ends for that, and not before', async () => {
  const { customer, handoffId } = await openHandoff(world);
  await pass(handoffId, 9);
  await customer.send('anybody there?', handoffId);
  await pass(handoffId, 0);
  expect(customer.state().handoff?.status).toBe('waiting');
  await pass(handoffId, 2);
  expect((await customer.ends()).endReason).toBe('no_agent_response');
});

test('the customer goes: back in time it lives, three minutes later it ends as left, and the agents are told', async () => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  await agents.reply(card.ts, 'hello');
  await customer.is('active');
  const gone = async () => {
    customer.disconnect();
    await until('the lease has run out', async () => {
      const { rows } = await sql<{ away: Date | null }>`
        select customer_away_since(conversation_id) as away from handoffs where id = ${handoffId}`.execute(world.db);
      return rows[0]?.away;
    });
  };
  await gone();
  await pass(handoffId, 2);
  await customer.connect();
  await pass(handoffId, 2);
  expect(customer.state().handoff?.status).toBe('active');

  await gone();
  await pass(handoffId, 4);
  await agents.sees('This session has ended (the customer left)');
  await customer.connect();
  expect((await customer.ends()).endReason).toBe('customer_left');
});

test('nobody has a free place for as long as the queue waits: it ends as busy, with the form', async () => {
  const busy = await startWorld({
    settings: { channel: channelId, availability: { maxLiveHandoffs: 0, queue: true, queueTimeoutMinutes: 5 } },
  });
  try {
    const customer = await openCustomer(busy);
    await customer.connect();
    const handoffId = await customer.requestHandoff();
    await customer.is('queued');
    await sql`update handoffs set queued_at = queued_at - interval '6 minutes' where id = ${handoffId}`.execute(
      busy.db,
    );
    await busy.context.gateway.ring(handoffId);
    expect((await customer.ends()).endReason).toBe('agents_busy');
    expect(customer.state().offer.contactForm).toBe(true);
    expect(await createAgents(busy).messages()).toEqual([]);
  } finally {
    await busy.stop();
  }
});

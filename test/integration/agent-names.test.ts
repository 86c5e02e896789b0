import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contactCard, sendForm } from '../support/contact.ts';
import { type Customer, createAgents, openCustomer, openHandoff } from '../support/people.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
/** How long the channel takes to tell who somebody is. */
let answered: Promise<unknown>;
beforeAll(async () => {
  // What comes by the catch-up comes with what is known by then.
  world = await startWorld({ catchUpMs: 60_000 });
  const { channel } = world.context;
  const { describeAgent } = channel;
  channel.describeAgent = async (externalId) => {
    await answered;
    return describeAgent(externalId);
  };
});
afterAll(() => world.stop());

const namesTold = ({ told }: Customer) => new Set(told.flatMap(({ agents }) => agents.map(({ name }) => name)));

test('the first word of an agent comes with their name', async () => {
  answered = wait(100);
  const { customer, agents, card } = await openHandoff(world);
  // The second comes while it is still asked who that is.
  await Promise.all([agents.reply(card.ts, 'Hello'), agents.reply(card.ts, 'I am here')]);
  await customer.sees('Hello');
  await customer.sees('I am here');
  await until('the agent', () => customer.state().agents.length > 0);
  expect(namesTold(customer)).toEqual(new Set(['Maya Lindgren']));
});

test('a name that takes long does not hold up what was said, and is shown once it is known', async () => {
  const asked = Promise.withResolvers<void>();
  answered = asked.promise;
  const { customer, agents, card } = await openHandoff(world);
  await agents.reply(card.ts, 'Hello', 'tomas');
  await customer.sees('Hello');
  await until('somebody', () => customer.state().agents[0]?.name === 'Agent');
  asked.resolve();
  await until('their name', () => customer.state().agents[0]?.name === 'Tomas Okafor');
});

test('an answer to the form comes with the name of an agent whom others know', async () => {
  answered = Promise.resolve();
  const agents = createAgents(world);
  for (const customer of [await openCustomer(world), await openCustomer(world)]) {
    await customer.connect();
    const card = await contactCard(agents, await sendForm(customer));
    await agents.reply(card.ts, 'Yes');
    await customer.sees('Yes');
    await until('the name', () => customer.state().agents[0]?.name === 'Maya Lindgren');
  }
});

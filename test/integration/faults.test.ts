import { afterAll, beforeAll, expect, test } from 'vitest';
import { resetWorkflow } from '../support/operator.ts';
import { call, createAgents, openCustomer, openHandoff } from '../support/people.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const count = async (agents: ReturnType<typeof createAgents>, ts: string, text: string) =>
  (await agents.thread(ts)).filter((m) => JSON.stringify(m).includes(text)).length;

test.each(['reset', 'error_after', 'error_before', 'rate_limited'])(
  'a post that meets "%s" reaches the thread exactly once, and in order',
  async (kind) => {
    const { customer, agents, handoffId, card } = await openHandoff(world);
    await agents.fault({ on: 'call', method: 'chat.postMessage', kind });
    await customer.send(`first ${kind}`, handoffId);
    await agents.sees(`first ${kind}`);
    await customer.send(`second ${kind}`, handoffId);
    await agents.sees(`second ${kind}`, 30_000);
    expect(await count(agents, card.ts, `first ${kind}`)).toBe(1);
    expect(await count(agents, card.ts, `second ${kind}`)).toBe(1);
  },
);

test.each(['duplicate', 'new_id', 'drop_first', 'delay'])(
  'an event that comes with "%s" is shown once',
  async (kind) => {
    const { customer, agents, card } = await openHandoff(world);
    await agents.fault({ on: 'event', kind, delayMs: 300 });
    await agents.reply(card.ts, `reply ${kind}`);
    await customer.sees(`reply ${kind}`);
    await agents.reply(card.ts, 'the next one');
    await customer.sees('the next one');
    expect(customer.seen.filter((entry) => entry.text === `reply ${kind}`)).toHaveLength(1);
  },
);

test.each(['rate_limited', 'error_before'])(
  'a claim whose card meets "%s" is shown on the card in the end',
  async (kind) => {
    const { customer, agents, card } = await openHandoff(world);
    await agents.fault({ on: 'call', method: 'chat.update', kind });
    await agents.click(card, 'claim_handoff');
    await customer.is('active');
    await until('the card names Maya', async () =>
      JSON.stringify((await agents.messages()).find((m) => m.ts === card.ts)).includes('<@U0MAYA>'),
    );
  },
);

test('while the channel is away the next try is waited for, not rung for', async () => {
  const { customer, agents, handoffId } = await openHandoff(world);
  const signals = async () =>
    (
      (await world.context.temporal.client.workflow.getHandle(`handoff/${handoffId}`).fetchHistory()).events ?? []
    ).filter((event) => event.workflowExecutionSignaledEventAttributes).length;
  const before = await signals();
  await agents.fault({ on: 'call', method: 'chat.postMessage', kind: 'code', code: 'not_now', times: 3 });
  await customer.send('into an outage', handoffId);
  await agents.sees('into an outage', 30_000);
  // The message's own bell, and none of the sweeper, which runs every second here.
  expect((await signals()) - before).toBe(1);
});

test('a poisoned reply harms nothing but itself', async () => {
  const { customer, agents, card } = await openHandoff(world);
  const bystander = await openHandoff(world);
  await agents.reply(card.ts, 'a\0b \u202e {"deep":[[[[]]]]} '.concat('<!channel> '.repeat(3000)));
  await bystander.agents.reply(bystander.card.ts, 'not harmed');
  await bystander.customer.sees('not harmed');
  const poisoned = await until('the poisoned one', () => customer.seen.find((entry) => entry.text.startsWith('ab ')));
  expect(poisoned.text.length).toBeLessThanOrEqual(10_000);
  await agents.reply(card.ts, 'and on it goes');
  await customer.sees('and on it goes');
});

test('a notice that can not be posted is given up and says so', async () => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  await customer.post('/handoffs/end', { handoffId });
  await agents.sees('This session has ended');
  await agents.fault({ on: 'call', method: 'chat.postEphemeral', kind: 'code', code: 'is_archived' });
  await agents.reply(card.ts, 'too late');
  await until('it is given up', async () =>
    (await world.db.selectFrom('notices').select(['failed_at', 'thread_ref']).execute()).find(
      (row) => row.thread_ref.endsWith(card.ts) && row.failed_at,
    ),
  );
});

test('a channel that only an admin can mend ends the handoff and offers the form', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await customer.connect();
  await agents.fault({ on: 'call', method: 'chat.postMessage', kind: 'code', code: 'is_archived' });
  await customer.requestHandoff();
  const ended = await customer.ends();
  expect(ended.endReason).toBe('channel_unreachable');
  expect(customer.state().offer.contactForm).toBe(true);
});

test('the health of the channel tells an operator, and nobody else, what must be done', async () => {
  const agents = createAgents(world);
  await agents.fault({ on: 'call', method: 'conversations.info', kind: 'code', code: 'missing_scope' });
  const standing = async (token?: string) =>
    (await call<{ parts: { slack: string } }>(world.url, 'GET', '/health/ready', token)).body.parts.slack;
  expect(await standing(adminToken)).toMatch(/^missing_scope: .* install it again/);
  expect(await standing()).toBe('not reachable');
});

test('a message left because the channel is broken is kept for it, and goes to the channel that is chosen instead', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await agents.fault({ on: 'call', method: 'chat.postMessage', kind: 'code', code: 'not_in_channel', times: 2 });
  await customer.connect();
  const handoffId = await customer.requestHandoff();
  expect((await customer.ends()).endReason).toBe('channel_unreachable');
  const form = {
    clientId: 'form-of-a-broken-channel',
    handoffId,
    name: 'Ada',
    email: 'ada@example.com',
    message: 'Help',
  };
  const { body } = await customer.post<{ contactRequestId: string }>('/contact-requests', form);
  const id = body.contactRequestId;
  const { client } = world.context.temporal;
  const handle = client.workflow.getHandle(`contact-deliveries/${id}`);
  await until('the broken channel was met', async () => {
    const { faults } = await agents.control<{ faults: object[] }>('faults');
    const [activity] = (await handle.describe()).raw.pendingActivities ?? [];
    return faults.length === 0 && activity?.lastFailure && activity.currentRetryInterval?.seconds?.toNumber() === 3600;
  });
  const delivery = await world.db
    .selectFrom('contact_deliveries')
    .selectAll()
    .where('contact_request_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(delivery).toMatchObject({
    kind: 'channel',
    state: 'pending',
    fault: expect.stringContaining('Invite the app'),
  });
  // As if the workspace had had another channel when it was sent, which an admin changes now.
  await world.db.updateTable('contact_requests').set({ channel: 'C0OLDHELP' }).where('id', '=', id).execute();
  const settings = `/v1/admin/workspaces/${world.workspace.id}/settings`;
  const { body: read } = await call<object>(world.url, 'GET', settings, adminToken);
  expect((await call(world.url, 'PUT', settings, adminToken, read)).status).toBe(200);
  expect(await handle.result()).toBe('delivered');
  const card = (await agents.messages()).find((m) => m.metadata?.event_payload.key === `contact-request/${id}/card`);
  expect(card?.channel).toBe('C0CUSTOMERS');
});

test.each([
  ['terminated', 'cancelled_by_operator'],
  ['cancelled', 'cancelled_by_operator'],
] as const)(
  'a handoff whose workflow was %s by an operator is ended and its thread closed once',
  async (how, reason) => {
    const { customer, agents, handoffId, card } = await openHandoff(world);
    const handle = world.context.temporal.client.workflow.getHandle(`handoff/${handoffId}`);
    await (how === 'terminated' ? handle.terminate() : handle.cancel());
    expect((await customer.ends(35_000)).endReason).toBe(reason);
    await until('the closing line', async () => (await count(agents, card.ts, 'This session has ended')) === 1, 35_000);
  },
);

test('an operator ends a handoff by the update', async () => {
  const { customer, handoffId } = await openHandoff(world);
  const handle = world.context.temporal.client.workflow.getHandle(`handoff/${handoffId}`);
  await handle.executeUpdate('end');
  expect((await customer.ends()).endReason).toBe('cancelled_by_operator');
});

test('a handoff that was reset posts nothing twice', async () => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  await resetWorkflow(world, handoffId);
  await customer.send('after the reset', handoffId);
  await agents.sees('after the reset');
  const cards = (await agents.messages()).filter((m) => m.metadata?.event_payload.key === `handoff/${handoffId}/card`);
  expect(cards.map((m) => m.ts)).toEqual([card.ts]);
});

test('messages that come while no worker runs wait in order and are posted after', async () => {
  const idle = await startWorld({ worker: false });
  try {
    const customer = await openCustomer(idle);
    const agents = createAgents(idle);
    await customer.connect();
    const handoffId = await customer.requestHandoff();
    for (const text of ['one', 'two', 'three']) await customer.send(`waits ${text}`, handoffId);
    const stopWorker = await idle.startWorker();
    const card = await agents.card(handoffId);
    await agents.sees('waits three');
    const posted = JSON.stringify(await agents.thread(card.ts));
    expect(posted.match(/waits (one|two|three)/g)?.filter((_, i, all) => all.indexOf(all[i] ?? '') === i)).toEqual([
      'waits one',
      'waits two',
      'waits three',
    ]);
    await stopWorker();
  } finally {
    await idle.stop();
  }
});

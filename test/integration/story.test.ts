import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, createAgents, openCustomer, openHandoff } from '../support/people.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test('a customer asks, an agent answers, both write, the agent ends, the assistant is back', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await customer.connect();
  await customer.send('How long does delivery take?');
  await until('the assistant answers', () =>
    customer.seen.find((e) => e.kind === 'assistant' && e.text.includes('working days')),
  );

  await customer.send('I want to talk to a human');
  const handoff = await customer.is('waiting');
  const card = await agents.card(handoff.id);
  await agents.sees('working days');
  await agents.reply(card.ts, 'Hello, Maya here');
  await customer.sees('Hello, Maya here');
  expect(customer.state().owner).toBe('people');
  await until('the name of the agent', () => customer.state().agents[0]?.name === 'Maya Lindgren');
  expect((await customer.send('Do you sell 20 kg?', handoff.id)).status).toBe(201);
  await agents.sees('Do you sell 20 kg?');
  expect((await agents.click(card, 'end_handoff')).ok).toBe(true);
  expect((await customer.ends()).endReason).toBe('agent_ended');
  expect(customer.state().owner).toBe('assistant');
  await agents.sees('This session has ended');
  const kinds = customer.seen.map((entry) => entry.event?.type ?? entry.kind);
  expect(kinds).toEqual([
    'customer',
    'assistant',
    'customer',
    'assistant',
    'handoff_requested',
    'agent_joined',
    'agent',
    'customer',
    'handoff_ended',
  ]);
  expect(customer.seen.map((entry) => entry.seq)).toEqual(customer.seen.map((_, i) => i + 1));

  const metrics = await (await fetch(`${world.url}/metrics`)).text();
  expect(metrics).toMatch(/handoff_handoffs\{status="ended",end_reason="agent_ended"\} [1-9]/);
  for (const name of ['handoff_deliver_seconds', 'handoff_first_response_seconds'])
    expect(Number(new RegExp(`${name}\\{quantile="0.5"\\} (\\S+)`).exec(metrics)?.[1])).toBeGreaterThan(0);
});

test('the assistant is silent while people own the conversation', async () => {
  const { customer, agents, handoffId } = await openHandoff(world);
  await customer.send('How long does delivery take?', handoffId);
  await agents.sees('How long does delivery take?');
  const turn = { clientId: 'late-answer-1', text: 'An answer begun before the handoff', epoch: 0 };
  const path = `/v1/host/conversations/${customer.conversationId}/assistant-turns`;
  const pushed = await call(world.url, 'POST', path, world.hostKey, turn);
  expect(pushed.status).toBe(409);
  expect(customer.seen.filter((entry) => entry.kind === 'assistant')).toEqual([]);
});

test("the host's own assistant reads when it is to hand over, and what became of its handoffs", async () => {
  const { customer, handoffId } = await openHandoff(world);
  const path = `/v1/host/conversations/${customer.conversationId}`;
  const { body } = await call<{ handoffs: { id: string }[] }>(world.url, 'GET', path, world.hostKey);
  expect(body).toMatchObject({ autoHandoff: true, escalationPrompt: '', epoch: 1, state: { owner: 'people' } });
  expect(body.handoffs).toMatchObject([{ id: handoffId, status: 'waiting', requestedBy: 'customer', endReason: null }]);
});

test('claiming shows the agent; a second claim changes nothing', async () => {
  const { customer, agents, card } = await openHandoff(world);
  await agents.click(card, 'claim_handoff');
  await customer.is('active');
  await agents.click(card, 'claim_handoff', 'U0TOMAS');
  await until('the card names Maya', async () => {
    const now = (await agents.messages()).find((m) => m.ts === card.ts);
    return JSON.stringify(now).includes('<@U0MAYA>');
  });
  expect(customer.state().agents).toHaveLength(1);
});

test('a message that crosses the end is refused with the new state and not lost silently', async () => {
  const { customer, handoffId } = await openHandoff(world);
  await customer.post('/handoffs/cancel', { handoffId });
  const crossing = await customer.send('too late', handoffId);
  expect(crossing.status).toBe(409);
  expect(crossing.body).toMatchObject({ error: { code: 'handoff_ended' }, state: { owner: 'assistant' } });
});

test('two ends at once are one end', async () => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  await Promise.all([
    customer.post('/handoffs/end', { handoffId }),
    agents.click(card, 'end_handoff'),
    customer.post('/handoffs/leave', { handoffId }),
  ]);
  await customer.ends();
  expect(customer.seen.filter((entry) => entry.event?.type === 'handoff_ended')).toHaveLength(1);
});

test('a reply after the end is told to the agent', async () => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  await customer.post('/handoffs/end', { handoffId });
  await agents.sees('This session has ended');
  await agents.reply(card.ts, 'One more thing');
  await until('the agent is told', async () =>
    (await agents.messages()).find((m) => m.ephemeralTo === 'U0MAYA' && m.text.includes('did not reach')),
  );
  expect(customer.seen.some((entry) => entry.text === 'One more thing')).toBe(false);
});

test('agents edit and delete what they said', async () => {
  const { customer, agents, card } = await openHandoff(world);
  const ts = await agents.reply(card.ts, 'Fifty dollars');
  await customer.sees('Fifty dollars');
  const asMaya = (method: string, args: Record<string, string>) =>
    fetch(world.sandbox.apiUrl + method, {
      method: 'POST',
      headers: { Authorization: 'Bearer xoxp-sandbox-maya' },
      body: new URLSearchParams({ channel: card.channel, ts, ...args }),
    });
  await asMaya('chat.update', { text: 'Forty dollars' });
  const edit = await customer.sees('Forty dollars');
  const original = customer.seen.find((entry) => entry.text === 'Fifty dollars');
  expect(edit.event).toMatchObject({ type: 'message_edited', target: original?.seq });
  await asMaya('chat.delete', {});
  await until('the deletion', () => customer.seen.find((entry) => entry.event?.type === 'message_deleted'));
});

test('a contact request is stored, confirmed once and posted to the channel', async () => {
  const { customer, agents, handoffId } = await openHandoff(world);
  await customer.post('/handoffs/cancel', { handoffId });
  const form = {
    clientId: 'contact-form-1',
    handoffId,
    name: 'Ann <!channel>',
    email: 'ann@example.com',
    message: 'Please <@U0MAYA> call',
  };
  const first = await customer.post<{ contactRequestId: string }>('/contact-requests', form);
  const again = await customer.post<{ contactRequestId: string }>('/contact-requests', form);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body.contactRequestId).toBe(first.body.contactRequestId);
  const post = await until('the post', async () =>
    (await agents.messages()).find(
      (m) => m.metadata?.event_payload.key === `contact-request/${first.body.contactRequestId}/card`,
    ),
  );
  expect(post.text).not.toContain('<!channel>');
  expect(JSON.stringify(post.blocks)).toContain('ann@example.com');
});

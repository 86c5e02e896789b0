import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../src/contract/entry.ts';
import { contactCard, filledForm, sendForm, settled } from '../support/contact.ts';
import { type Customer, call, createAgents, openCustomer, openHandoff } from '../support/people.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const transcript = async ({ conversationId }: Customer): Promise<Entry[]> => {
  const path = `/v1/host/conversations/${conversationId}/transcript`;
  return (await call<{ entries: Entry[] }>(world.url, 'GET', path, world.hostKey)).body.entries;
};
const deleteAll = (email: string) =>
  call(world.url, 'POST', `/v1/admin/workspaces/${world.workspace.id}/contact-requests/by-address/delete`, adminToken, {
    email,
  });

test('what was sent by the form stands in the chat once, before its answer, and the assistant owes it none', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await customer.connect();
  const form = { clientId: 'pressed-many-times', ...filledForm };
  await Promise.all(Array.from({ length: 5 }, () => customer.post('/contact-requests', form)));
  const id = await sendForm(customer, form);
  const shown = await customer.sees(filledForm.message);
  expect(shown).toMatchObject({ kind: 'customer', event: { type: 'contact_request', contactRequestId: id } });
  await until('the state tells of it as well', () => customer.state().contact?.email === filledForm.email);
  const { unanswered_seq } = await world.db
    .selectFrom('conversations')
    .select('unanswered_seq')
    .where('id', '=', customer.conversationId)
    .executeTakeFirstOrThrow();
  expect(unanswered_seq).toBeNull();
  await settled(world, id);
  await agents.reply((await contactCard(agents, id)).ts, 'Yes, we can');
  await customer.sees('Yes, we can');
  expect((await transcript(customer)).map(({ kind, text }) => [kind, text])).toEqual([
    ['customer', filledForm.message],
    ['agent', 'Yes, we can'],
  ]);
});

test('who is held for spam sees the same as anybody', async () => {
  const customer = await openCustomer(world);
  await sendForm(customer, { unseen: 'https://buy.example' });
  expect(await transcript(customer)).toMatchObject([{ kind: 'customer', text: filledForm.message }]);
});

test('it is in no thread of a handoff, before or during it, and no sign of life there', async () => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  const row = () =>
    world.db
      .selectFrom('handoffs')
      .select(['status', 'bell_pending', 'last_activity_at', 'changed_at', 'delivered_seq'])
      .where('id', '=', handoffId)
      .executeTakeFirstOrThrow();
  const before = await row();
  await sendForm(customer, { message: 'By the form {f-1}' });
  expect(await row()).toEqual(before);
  await customer.send('In the chat {m-1}', handoffId);
  await agents.sees('{m-1}');
  await customer.post('/handoffs/end', { handoffId });
  const second = await customer.requestHandoff();
  const next = await agents.card(second);
  await agents.sees('In the chat {m-1}');
  await until('the history', async () => JSON.stringify(await agents.thread(next.ts)).includes('{m-1}'));
  for (const { ts } of [card, next]) expect(JSON.stringify(await agents.thread(ts))).not.toContain('{f-1}');
});

test('deleted by address its words are gone from the chat, for the customer who is there as well', async () => {
  const customer = await openCustomer(world);
  await customer.connect();
  const id = await sendForm(customer, { email: 'gone@example.com', message: 'Forget this' });
  await sendForm(customer, { email: 'stays@example.com', message: 'Keep this' });
  const { seq } = await customer.sees('Forget this');
  const agents = createAgents(world);
  await agents.reply((await contactCard(agents, id)).ts, 'Done');
  await customer.sees('Done');
  expect((await deleteAll('gone@example.com')).body).toEqual({ deleted: 1 });
  await until('the customer is told', () =>
    customer.seen.some(({ event }) => event?.type === 'message_deleted' && event.target === seq),
  );
  const log = await transcript(customer);
  expect(log.map(({ kind, text, event }) => [kind, text, event?.type])).toEqual([
    ['customer', '', 'contact_request'],
    ['customer', 'Keep this', 'contact_request'],
    ['agent', 'Done', 'contact_answer'],
    ['system', '', 'message_deleted'],
  ]);
  // Who answered is still known by name.
  await until('the state after it', () => customer.state().lastSeq === log.at(-1)?.seq);
  expect(customer.state().agents).toMatchObject([{ name: 'Maya Lindgren' }]);
  expect((await deleteAll('gone@example.com')).body).toEqual({ deleted: 0 });
  expect(await transcript(customer)).toEqual(log);
});

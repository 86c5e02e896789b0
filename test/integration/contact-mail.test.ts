import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contactCard, deliveriesOf, sendForm, settled } from '../support/contact.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { startSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let smtp: Awaited<ReturnType<typeof startSmtp>>;
let world: World;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await startWorld({
    settings: {
      contact: {
        email: 'optional',
        fields: [{ id: 'order', label: 'Order number', kind: 'text' }],
        targets: { email: ['team@shop.example', 'büro@exämple.de'] },
      },
      allowedOrigins: ['https://shop.example'],
    },
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'help@shop.example' },
  });
});
afterAll(async () => {
  await world.stop();
  await smtp.stop();
});
beforeEach(() => smtp.be('takes'));

const untilTried = (id: string, kind: string, fault: string) =>
  until(`a ${kind} meets "${fault}"`, async () =>
    (await deliveriesOf(world, id)).find((one) => one.kind === kind && one.fault?.includes(fault)),
  );

test('the team gets the form by mail: answering it writes to the customer, and it has no links', async () => {
  const customer = await openCustomer(world);
  const id = await sendForm(customer, {
    name: 'Ann "Tea" <Smith>',
    message: 'See https://evil.example/a?b=1&c=2 <script>alert(1)</script>\nBcc: all@example.com',
    extra: { order: '17' },
  });
  expect((await settled(world, id)).sort()).toEqual(['channel delivered', 'email delivered', 'email delivered']);
  const mail = await smtp.to('team@shop.example');
  expect(mail.replyTo).toEqual([{ name: 'Ann "Tea" <Smith>', address: 'ann@example.com' }]);
  expect(mail.from).toEqual({ name: 'Test', address: 'help@shop.example' });
  expect(mail.subject).toBe('Message from Ann "Tea" <Smith>');
  expect(mail.header('auto-submitted')).toBe('auto-generated');
  expect(mail.header('bcc')).toBeUndefined();
  expect(mail.text).toContain('https://evil.example/a?b=1&c=2 <script>alert(1)</script>\nBcc: all@example.com');
  expect(mail.text).toContain('Order number: 17');
  expect(mail.html).toContain('&lt;script&gt;');
  expect(mail.html).not.toMatch(/<a |<script/);
  await until('the other one', () =>
    smtp.taken.some(({ recipient }) => /^büro@(exämple|xn--exmple-cua)\.de$/.test(recipient)),
  );
});

test('a mail server that is away holds up nobody, and gets each mail once when it is back', async () => {
  const port = smtp.port;
  await smtp.stop();
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  const id = await sendForm(customer, { name: 'While it is away' });
  await contactCard(agents, id);
  await untilTried(id, 'email', 'does not answer');
  const before = smtp.taken;
  smtp = await startSmtp(port);
  expect((await settled(world, id, 40_000)).sort()).toEqual([
    'channel delivered',
    'email delivered',
    'email delivered',
  ]);
  expect(smtp.taken).toHaveLength(2);
  expect(before.map(({ subject }) => subject)).not.toContain('Message from While it is away');
});

test('an answer that never came: the mail is sent again under the same Message-ID', async () => {
  smtp.be('mute');
  const customer = await openCustomer(world);
  const id = await sendForm(customer, { name: 'Twice perhaps' });
  const mine = () =>
    smtp.taken.filter(
      ({ subject, recipient }) => subject === 'Message from Twice perhaps' && recipient === 'team@shop.example',
    );
  await until('it was taken', () => mine().length > 0);
  smtp.be('takes');
  await settled(world, id, 40_000);
  expect(new Set(mine().map(({ messageId }) => messageId)).size).toBe(1);
  const receipts = (await deliveriesOf(world, id)).map(({ receipt }) => receipt);
  expect(receipts).toContain(mine()[0]?.messageId?.replace(/[<>]/g, ''));
});

test('an address that is refused for good is given up at once, and the card says so', async () => {
  smtp.be(550);
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  const id = await sendForm(customer);
  expect((await settled(world, id)).sort()).toEqual(['channel delivered', 'email failed', 'email failed']);
  expect((await deliveriesOf(world, id)).find(({ kind }) => kind === 'email')?.fault).toBe(
    'The mail server refuses the address (550).',
  );
  await until('the card says so', async () =>
    JSON.stringify((await contactCard(agents, id)).blocks).includes('could not be mailed'),
  );
});

test('a reply to the card goes to the customer by mail, each in the thread of those before, and to the chat', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await customer.connect();
  await world.db
    .updateTable('conversations')
    .set({ page_url: 'https://shop.example/tea?secret=1' })
    .where('id', '=', customer.conversationId)
    .execute();
  const id = await sendForm(customer, { email: 'bo@example.com', message: 'Is https://evil.example safe?' });
  await settled(world, id);
  const card = await contactCard(agents, id);
  await agents.reply(card.ts, 'Yes. Look at https://shop.example/faq & https://other.example/');
  const shown = await customer.hears('Look at');
  expect(shown).toMatchObject({
    kind: 'agent',
    event: { type: 'contact_answer', contactRequestId: id, mailed: true },
  });
  const first = await smtp.to('bo@example.com');
  expect(first).toMatchObject({ subject: 'Re: Your message to Test', from: { address: 'help@shop.example' } });
  expect(first.to).toEqual([{ name: '', address: 'bo@example.com' }]);
  expect(first.header('auto-submitted')).toBe('no');
  expect(first.header('in-reply-to')).toBeUndefined();
  expect(first.text).toContain('> Is https://evil.example safe?');
  expect(first.text).toContain('https://shop.example/tea');
  expect(first.text).not.toContain('secret=1');
  const links = [...(first.html ?? '').matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  expect(links).toEqual(['https://shop.example/faq', 'https://shop.example/tea']);

  await agents.reply(card.ts, 'One more thing');
  // Slack's events of two messages may overtake each other.
  await customer.sees('One more thing');
  await agents.reply(card.ts, 'And the last', 'tomas');
  await until('three mails', () => smtp.taken.filter(({ recipient }) => recipient === 'bo@example.com').length === 3);
  const [, second, third] = smtp.taken.filter(({ recipient }) => recipient === 'bo@example.com');
  expect(second?.text).toContain('One more thing');
  expect(second?.inReplyTo).toBe(first.messageId);
  expect(third?.inReplyTo).toBe(second?.messageId);
  expect(third?.references).toBe(`${first.messageId} ${second?.messageId}`);
  expect(third?.from?.name).toMatch(/Tomas|tomas/);
  await until('the customer knows who wrote', () =>
    customer.state().agents.some(({ name }) => name === 'Maya Lindgren'),
  );
  customer.disconnect();
});

test('an answer that can not be mailed is told to the agent in the thread; an edit of a mailed one as well', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await customer.connect();
  const id = await sendForm(customer, { email: 'gone@example.com' });
  await settled(world, id);
  const card = await contactCard(agents, id);
  smtp.be(550);
  await agents.reply(card.ts, 'Hello?');
  await agents.sees('could not be sent by e-mail');
  smtp.be('takes');
  const ts = await agents.reply(card.ts, 'Forty dollars');
  await smtp.to('gone@example.com');
  await until('it is noted', async () =>
    (await deliveriesOf(world, id)).some(({ kind, state }) => kind === 'answer' && state === 'delivered'),
  );
  await fetch(`${world.sandbox.apiUrl}chat.update`, {
    method: 'POST',
    headers: { Authorization: 'Bearer xoxp-sandbox-maya' },
    body: new URLSearchParams({ channel: 'C0CUSTOMERS', ts, text: 'Fifty dollars' }),
  });
  const edit = await customer.sees('Fifty dollars');
  expect(edit.event).toMatchObject({ type: 'message_edited' });
  await agents.sees('has this by e-mail already');
  expect(smtp.taken.filter(({ recipient }) => recipient === 'gone@example.com')).toHaveLength(1);
  customer.disconnect();
});

test('a customer without an address: the answer is in the chat, and the agent is told so once', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await customer.connect();
  const id = await sendForm(customer, { email: '' });
  await until('the customer is told', () => customer.state().contact);
  await settled(world, id);
  const card = await contactCard(agents, id);
  for (const text of ['One', 'Two']) await agents.reply(card.ts, text);
  await customer.sees('Two');
  await agents.sees('they read your answer when they come back');
  const notices = await world.db.selectFrom('notices').select('body').where('body', '=', 'answer_in_chat').execute();
  expect(notices).toHaveLength(1);
  expect((await deliveriesOf(world, id)).some(({ kind }) => kind === 'answer')).toBe(false);
  customer.disconnect();
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingsSchema } from '../../src/contract/settings.schema.ts';
import { saveSettings } from '../../src/settings/settings-store.ts';
import { launchBrowser } from '../support/browser.ts';
import { contactCard, settled } from '../support/contact.ts';
import { createAgents } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { startSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

const consent = { text: 'You may use this to answer me.', url: 'https://shop.example/privacy' };
const asking = (asked: typeof consent) => ({
  channel: channelId,
  assistant: 'demo' as const,
  availability: { schedule: { zone: 'UTC', days: {} } },
  contact: {
    name: 'optional',
    email: 'optional',
    fields: [
      { id: 'order', label: 'Order number', kind: 'text', required: true },
      { id: 'topic', label: 'Topic', kind: 'select', required: true, options: ['Tea', 'Pots'] },
    ],
    consent: asked,
  },
});

let world: World;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let browser: Browser;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await startWorld({
    settings: asking(consent),
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'help@shop.example' },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await smtp?.stop();
});

const openForm = async (shop: Page) => {
  await shop.goto(`${world.url}/demo`);
  await shop.getByRole('button', { name: 'Open chat' }).click();
  await shop.getByLabel('Your message').fill('Do you have pots?');
  await shop.keyboard.press('Enter');
  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await shop.getByRole('button', { name: 'Leave a message' }).click();
  const form = shop.getByRole('form', { name: 'Leave a message' });
  await form.waitFor();
  return form;
};
const focused = (shop: Page) =>
  shop.evaluate("document.querySelector('live-agent-chat').shadowRoot.activeElement?.getAttribute('name')");

test('by keyboard alone: what is wrong is said at each field, then it is sent, answered, and the answer is in the chat', async () => {
  const shop = await browser.newPage();
  const faults: string[] = [];
  shop.on('pageerror', (error) => faults.push(error.message));
  const form = await openForm(shop);
  expect(await focused(shop)).toBe('name');
  const tab = () => shop.keyboard.press('Tab');
  await shop.keyboard.type('Žofie');
  await tab();
  await shop.keyboard.type('ann@nowhere');
  await shop.keyboard.press('Enter');
  await form.getByRole('alert').getByText('Please check: E-mail, Order number, Topic, Consent.').waitFor();
  expect(await focused(shop)).toBe('email');
  if (process.env.SHOTS) await shop.screenshot({ path: `${process.env.SHOTS}/contact-form.png` });
  const email = form.getByLabel('E-mail');
  const described = await email.getAttribute('aria-describedby');
  expect(await form.locator(`[id="${described}"]`).textContent()).toBe('This is not an e-mail address.');

  await email.selectText();
  await shop.keyboard.type('žofie@exämple.de');
  await tab();
  await shop.keyboard.type('17');
  await tab();
  await shop.keyboard.type('Pots');
  await tab();
  expect(await focused(shop)).toBe('message');
  expect(await form.getByLabel('Message').inputValue()).toBe('Do you have pots?');
  await tab();
  await shop.keyboard.press('Space');
  await tab();
  await tab();
  // A person is not as fast as this test.
  await shop.clock.setSystemTime(Date.now() + 5000);
  await shop.keyboard.press('Enter');
  await shop.getByText('We will answer to žofie@exämple.de.').waitFor();
  await shop.keyboard.press('Enter');
  await shop.getByLabel('Your message').waitFor();

  const row = await world.db.selectFrom('contact_requests').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({
    name: 'Žofie',
    suspected: false,
    reason: 'outside_hours',
    extra: [
      { id: 'order', label: 'Order number', value: '17' },
      { id: 'topic', label: 'Topic', value: 'Pots' },
    ],
    consent,
  });
  await settled(world, row.id);
  const agents = createAgents(world);
  await agents.reply((await contactCard(agents, row.id)).ts, 'Yes, three of them');
  const slack = await browser.newPage();
  await slack.goto(world.sandbox.url);
  const mail = slack.getByRole('link', { name: 'Reply by e-mail' });
  expect(await mail.getAttribute('href')).toBe('mailto:%C5%BEofie@ex%C3%A4mple.de');
  if (process.env.SHOTS) await slack.screenshot({ path: `${process.env.SHOTS}/contact-card.png` });
  await slack.getByRole('button', { name: 'Mark handled' }).click();
  await slack.getByText('Handled by').waitFor();
  await slack.close();
  const log = shop.getByRole('log');
  await log.getByText('Yes, three of them').waitFor();
  await log.getByText('In answer to the message that you left us; also sent to you by e-mail.').waitFor();
  // What it answers stands before it, as what it is, and is there again after a reload.
  const said = () => log.locator('.line').allInnerTexts();
  const shown = await said();
  const [mine, answer] = shown.slice(-2);
  expect(mine).toMatch(/^Do you have pots\?\s+Sent with the contact form$/);
  expect(answer).toContain('Yes, three of them');
  if (process.env.SHOTS) await shop.screenshot({ path: `${process.env.SHOTS}/contact-answer.png` });
  await shop.reload();
  await log.getByText('Yes, three of them').waitFor();
  expect(await said()).toEqual(shown);
  expect(faults).toEqual([]);
  await shop.close();
});

test('without an address the customer is told where the answer comes; a form that waits is sent after a reload', async () => {
  const shop = await browser.newPage();
  const form = await openForm(shop);
  await form.getByText('we can answer you only here').waitFor();
  await form.getByLabel('Order number').fill('18');
  await form.getByLabel('Topic').selectOption('Tea');
  await form.getByLabel('You may use this').check();
  let stored = false;
  // Taken, but the answer never comes: the page is left before.
  await shop.route('**/contact-requests', async (route) => {
    await route.fetch();
    stored = true;
    await route.abort();
  });
  await form.getByRole('button', { name: 'Send message' }).click();
  await form.getByRole('alert').getByText('we try again until it is sent').waitFor();
  expect(stored).toBe(true);
  await shop.unroute('**/contact-requests');
  await shop.reload();
  await shop.getByText('We will answer here in the chat.').waitFor();
  const rows = await world.db.selectFrom('contact_requests').select('id').where('email', 'is', null).execute();
  expect(rows).toHaveLength(1);
  await shop.close();
});

test('an answer that is overtaken by what the socket tells does not bring back what was before', async () => {
  const shop = await browser.newPage();
  await shop.goto(`${world.url}/demo`);
  await shop.getByRole('button', { name: 'Open chat' }).click();
  await shop.route('**/v1/widget/handoffs', async (route) => {
    const response = await route.fetch();
    await shop.getByRole('button', { name: 'Leave a message' }).waitFor();
    await route.fulfill({ response });
  });
  const answered = shop.waitForResponse('**/v1/widget/handoffs');
  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await (await answered).finished();
  // The button that was pressed gives its place to the composer once the answer is taken in.
  await until('the answer is taken in', () =>
    shop.evaluate("document.querySelector('live-agent-chat').shadowRoot.activeElement?.ariaLabel === 'Your message'"),
  );
  expect(await shop.getByRole('button', { name: 'Leave a message' }).count()).toBe(1);
  await shop.close();
});

test('the words of the consent changed while the form was being filled in: they are shown anew, and nothing typed is lost', async () => {
  const shop = await browser.newPage();
  const form = await openForm(shop);
  await form.getByLabel('Order number').fill('21');
  await form.getByLabel('Topic').selectOption('Tea');
  await form.getByLabel(consent.text).check();
  const words = { text: 'You may keep this for a year.', url: 'https://shop.example/privacy' };
  const save = (version: number, asked: typeof consent) =>
    saveSettings(world.db, world.workspace.id, version, settingsSchema.parse(asking(asked)), 'test');
  await save(1, words);
  await form.getByRole('button', { name: 'Send message' }).click();
  await form.getByText('This has changed: please read it and tick it again.').waitFor();
  const tick = form.getByLabel(words.text);
  expect(await tick.isChecked()).toBe(false);
  expect(await form.getByLabel('Order number').inputValue()).toBe('21');
  expect(await focused(shop)).toBe('consent');
  if (process.env.SHOTS) await shop.screenshot({ path: `${process.env.SHOTS}/consent-changed.png` });
  await tick.check();
  await shop.clock.setSystemTime(Date.now() + 5000);
  await form.getByRole('button', { name: 'Send message' }).click();
  await shop.getByText('We will answer here in the chat.').waitFor();
  const rows = await world.db.selectFrom('contact_requests').select(['extra', 'consent']).execute();
  const mine = rows.filter(({ extra }) => extra.some(({ value }) => value === '21'));
  expect(mine.map((row) => row.consent?.text)).toEqual([words.text]);
  await save(2, consent);
  await shop.close();
});

test('two tabs: both show the same message, whichever sends it, and what is written meanwhile stays', async () => {
  const context = await browser.newContext();
  const one = await context.newPage();
  const form = await openForm(one);
  const two = await context.newPage();
  // The panel was open, and so it is here.
  await two.goto(`${world.url}/demo`);
  const other = two.getByRole('form', { name: 'Leave a message' });
  await form.getByLabel('Order number').fill('31');
  await form.getByLabel('Topic').selectOption('Tea');
  await until('the other tab follows', async () => (await other.getByLabel('Topic').inputValue()) === 'Tea');
  await other.getByLabel(consent.text).check();
  await other.getByLabel('Message').fill('Written in two tabs');
  const message = form.getByLabel('Message');
  await until('the first tab follows', async () => (await message.inputValue()) === 'Written in two tabs');

  for (const shop of [one, two]) await shop.route('**/contact-requests', (route) => route.abort());
  await one.clock.setSystemTime(Date.now() + 5000);
  await form.getByRole('button', { name: 'Send message' }).click();
  for (const box of [form, other]) {
    await box.getByRole('alert').getByText('we try again until it is sent').waitFor();
    expect(await box.getByLabel('Message').isEditable()).toBe(false);
  }
  // What a tab wrote in the very moment of the sending is another draft.
  const late = { values: { name: '', email: '', message: 'Another letter', extra: {}, consent: null }, openedAt: null };
  const kept = (part: string) => JSON.stringify(`live-agent-chat ${world.widgetKey} ${part}`);
  await two.evaluate(`localStorage.setItem(${kept('formDraft')}, ${JSON.stringify(JSON.stringify(late))})`);
  await two.unroute('**/contact-requests');
  await other.getByRole('button', { name: 'Try again' }).click();
  for (const shop of [two, one]) await shop.getByText('We will answer here in the chat.').waitFor();
  const rows = await world.db.selectFrom('contact_requests').select(['message', 'extra']).execute();
  expect(rows.filter(({ extra }) => extra.some(({ value }) => value === '31'))).toMatchObject([
    { message: 'Written in two tabs' },
  ]);
  expect(await one.evaluate(`JSON.parse(localStorage.getItem(${kept('formDraft')}))`)).toEqual(late);
  expect(await one.evaluate(`localStorage.getItem(${kept('formOutbox')})`)).toBe('[]');
  await context.close();
});

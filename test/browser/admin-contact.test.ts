import type { Browser, Locator, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Settings } from '../../src/contract/settings.ts';
import { openAdminPage } from '../support/admin-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { call } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { startSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { startReceiver } from '../support/webhook.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let world: World;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let crm: Awaited<ReturnType<typeof startReceiver>>;
let browser: Browser;
beforeAll(async () => {
  smtp = await startSmtp();
  crm = await startReceiver();
  world = await startWorld({
    settings: { channel: channelId, assistant: 'demo', availability: { schedule: { zone: 'UTC', days: {} } } },
    env: { DEMO: '1', SMTP_URL: smtp.url, MAIL_FROM: 'shop@shop.example' },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await smtp?.stop();
  crm?.stop();
});

const settingsPath = () => `/v1/admin/workspaces/${world.workspace.id}/settings`;
const readContact = async () =>
  (await call<{ settings: Settings }>(world.url, 'GET', settingsPath(), adminToken)).body.settings.contact;
const openCard = async (options: object = {}) => {
  const { page, faults } = await openAdminPage(browser, world, options);
  const card = page.getByRole('region', { name: 'Contact form' });
  await card.waitFor();
  return { page, card, faults };
};
const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved.').waitFor();
};
const field = (card: Locator, name: string) => card.getByRole('listitem', { name, exact: true });
const isFocused = (box: Locator) => box.and(box.page().locator(':focus')).waitFor();
const shot = async (page: Page, name: string, of: Page | Locator = page) => {
  if (process.env.SHOTS) await of.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

test('an admin makes the form, and what a customer fills in reaches each target', async () => {
  const { page: admin, card, faults } = await openCard({ permissions: ['clipboard-read', 'clipboard-write'] });
  await shot(admin, 'contact-empty', card);
  await card.getByText('Nothing else is asked for.').waitFor();
  await card.getByLabel('Name').selectOption('not asked');

  // By keyboard: the label of a new field is ready to be typed.
  const add = card.getByRole('button', { name: 'Add a field' });
  await add.press('Enter');
  await admin.keyboard.type('Spare');
  await add.press('Enter');
  await admin.keyboard.type('Topic');
  const topic = field(card, 'Topic');
  await topic.getByLabel('Answer').selectOption('a choice');
  await topic.getByLabel('What can be chosen').fill('Tea\n\nPots\n');
  await topic.getByLabel('Required').check();
  await add.press('Enter');
  await admin.keyboard.type('Order number');
  await card.getByRole('status').getByText('Field 3 added.').waitFor({ state: 'attached' });
  const up = card.getByRole('button', { name: 'Move Order number up' });
  await up.press('Enter');
  await card.getByText('Order number is field 2 of 3.').waitFor({ state: 'attached' });
  await isFocused(up);
  await admin.keyboard.press('Enter');
  await card.getByText('Order number is field 1 of 3.').waitFor({ state: 'attached' });
  await isFocused(card.getByRole('button', { name: 'Move Order number down' }));
  await card.getByRole('button', { name: 'Remove Spare' }).press('Enter');
  await card.getByText('Spare removed.').waitFor({ state: 'attached' });
  await isFocused(topic.getByLabel('Label'));

  await card.getByLabel('Ask for consent').check();
  await card.getByLabel('Words beside the tick').fill('You may use this to answer me.');
  await card.getByLabel('Page that says more').fill('https://shop.example/privacy');
  await card.getByText('Preview').click();
  await card.locator('.preview').getByLabel('Order number').waitFor();
  await card.locator('.preview').getByLabel('You may use this').waitFor();
  await shot(admin, 'contact-preview', card);
  await card.getByText('Preview').click();
  await card.getByLabel('The agent channel').uncheck();
  await card.getByLabel('E-mail addresses').fill('help@shop.example\nboss@shop.example');
  await card.getByLabel('Webhook', { exact: true }).fill(crm.url);
  await card.getByText('There is no signing secret yet').waitFor();
  await card.getByRole('button', { name: 'Make a secret' }).click();
  const secret = await card.getByLabel('New signing secret').inputValue();
  await card.getByRole('button', { name: 'Copy' }).click();
  await card.getByText('Copied.').waitFor();
  expect(await admin.evaluate('navigator.clipboard.readText()')).toBe(secret);
  await shot(admin, 'contact-full', card);
  await card.getByRole('button', { name: 'I have it' }).press('Enter');
  await card.getByText('Calls are signed with the secret of').waitFor();
  await isFocused(card.getByRole('button', { name: 'Make a new secret' }));
  expect(await card.getByLabel('New signing secret').count()).toBe(0);
  await save(admin);
  expect(await admin.getByText('Unsaved changes').count()).toBe(0);
  expect(await readContact()).toEqual({
    name: 'hidden',
    email: 'required',
    fields: [
      { id: 'order-number', label: 'Order number', kind: 'text', required: false, options: [] },
      { id: 'topic', label: 'Topic', kind: 'select', required: true, options: ['Tea', 'Pots'] },
    ],
    consent: { text: 'You may use this to answer me.', url: 'https://shop.example/privacy' },
    targets: { channel: false, email: ['help@shop.example', 'boss@shop.example'], webhook: { url: crm.url } },
  });

  const shop = await browser.newPage();
  await shop.goto(`${world.url}/demo`);
  await shop.getByRole('button', { name: 'Open chat' }).click();
  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await shop.getByRole('button', { name: 'Leave a message' }).click();
  const form = shop.getByRole('form', { name: 'Leave a message' });
  await form.getByLabel('Order number (optional)').fill('17');
  expect(await form.getByLabel('Name').count()).toBe(0);
  await form.getByLabel('E-mail').fill('ann@example.com');
  await form.getByLabel('Topic').selectOption('Pots');
  await form.getByLabel('Message').fill('Do you have pots?');
  expect(await form.getByRole('link', { name: 'Read more' }).getAttribute('href')).toBe('https://shop.example/privacy');
  await form.getByLabel('You may use this to answer me.').check();
  // Nobody types that fast.
  await shop.clock.setSystemTime(Date.now() + 5000);
  await form.getByRole('button', { name: 'Send message' }).click();
  await shop.getByText('We will answer to ann@example.com.').waitFor();

  for (const address of ['help@shop.example', 'boss@shop.example'])
    expect((await smtp.to(address)).text).toContain('Do you have pots?');
  const called = await until('the webhook is called', () => crm.calls[0]);
  expect(new Webhook(secret).verify(called.body, called.headers)).toMatchObject({
    data: {
      extra: [
        { id: 'order-number', value: '17' },
        { id: 'topic', value: 'Pots' },
      ],
    },
  });
  const request = admin.getByRole('article', { name: 'Request of ann@example.com' });
  await request.getByText('E-mail to help@shop.example: delivered').waitFor();
  await request.getByText('Webhook').getByText('delivered').waitFor();
  expect(await request.getByText('Agent channel').count()).toBe(0);

  // Another label is another label alone.
  await field(card, 'Topic').getByLabel('Label').fill('Subject');
  await save(admin);
  expect((await readContact()).fields.map(({ id, label }) => [id, label])).toEqual([
    ['order-number', 'Order number'],
    ['topic', 'Subject'],
  ]);
  expect(faults).toEqual([]);
  await Promise.all([admin.context().close(), shop.close()]);
});

test('what the server refuses is said at the field, wherever the field is moved; nothing is saved', async () => {
  const narrow = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' };
  const { page, card } = await openCard(narrow);
  const before = await readContact();
  const add = card.getByRole('button', { name: 'Add a field' });
  for (const label of ['Size', 'Colour']) {
    await add.click();
    await page.keyboard.type(label);
    const made = field(card, label);
    await made.getByLabel('Answer').selectOption('a choice');
    await made.getByLabel('What can be chosen').fill(label === 'Size' ? 'small\nsmall' : 'red');
  }
  await card.getByLabel('E-mail addresses').fill('help@shop.example\nnobody');
  await card.getByLabel('Webhook', { exact: true }).fill('http://crm.example.com/hook');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('alert').getByText('Not saved.').waitFor();
  expect((await page.getByRole('alert').textContent())?.trim()).toBe('Not saved. Some fields are not right.');

  const saidAt = async (box: Locator) => {
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    const ids = ((await box.getAttribute('aria-describedby')) ?? '').split(' ');
    return (await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()))).join(' ');
  };
  const sizes = field(card, 'Size').getByLabel('What can be chosen');
  await isFocused(sizes);
  expect(await saidAt(sizes)).toContain('This must name nothing twice.');
  expect(await saidAt(card.getByLabel('E-mail addresses'))).toContain('“nobody” must be an e-mail address');
  expect(await saidAt(card.getByLabel('Webhook', { exact: true }))).toContain('This must begin with https://.');
  await card.getByRole('button', { name: 'Move Size down' }).click();
  expect(await saidAt(sizes)).toContain('This must name nothing twice.');
  expect(await field(card, 'Colour').getByLabel('What can be chosen').getAttribute('aria-invalid')).toBeNull();
  await shot(page, 'contact-faults', card);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(await readContact()).toEqual(before);

  await card.getByLabel('The agent channel').uncheck();
  await sizes.fill('small\nlarge');
  await card.getByLabel('E-mail addresses').fill('');
  await card.getByLabel('Webhook', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  // No single control is wrong: the words themselves have the focus, and are read.
  await isFocused(card.getByText('This must name at least one target.'));
  await page.context().close();
});

test('ten fields are the most, all can be removed, and a secret that was not made is told', async () => {
  const narrow = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' };
  const { page, card } = await openCard(narrow);
  const add = card.getByRole('button', { name: 'Add a field' });
  const all = card.getByRole('list', { name: 'Fields of your own' }).getByRole('listitem');
  while (await add.isEnabled()) await add.click();
  expect(await all.count()).toBe(10);
  await card.getByText('10 fields are the most.').waitFor();
  await card.getByText('Preview').click();
  await shot(page, 'contact-ten', card);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  // A field without a label is no field: the browser leads there, and nothing is sent.
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await isFocused(card.locator('input:invalid').first());
  while ((await all.count()) > 0) await all.first().getByRole('button', { name: 'Remove' }).click();
  await isFocused(add);

  await card.getByLabel('Webhook', { exact: true }).fill('https://crm.example.com/hook');
  await page.route('**/webhook-secret', (route) => route.abort());
  await card.getByRole('button', { name: /^Make a/ }).click();
  await card.getByRole('alert').getByText('No secret was made: The server does not answer.').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.context().close();
});

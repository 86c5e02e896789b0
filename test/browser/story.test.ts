import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await startWorld();
  const maya = { id: 'ag_maya', provider: 'slack', external_id: 'U0MAYA', name: 'Maya Lindgren' };
  await world.db
    .insertInto('agents')
    .values({ ...maya, fetched_at: new Date() })
    .execute();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** Collects what the log says of who writes or joins, at every change. */
const watchAuthors = `{
  const log = document.querySelector('live-agent-chat').shadowRoot.querySelector('[role=log]');
  globalThis.authors = new Set();
  new MutationObserver(() => {
    for (const line of log.querySelectorAll('.author, .system')) authors.add(line.innerText);
  }).observe(log, { subtree: true, childList: true, characterData: true });
}`;

test('two pages: a customer in the shop and an agent in the sandbox', async () => {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
  const shop = await context.newPage();
  const slack = await context.newPage();
  const faults: string[] = [];
  for (const page of [shop, slack]) page.on('pageerror', (error) => faults.push(error.message));
  const present = async () =>
    (await sql`select 1 from presence where expires_at > clock_timestamp()`.execute(world.db)).rows.length;
  slack.on('dialog', (dialog) => void dialog.accept());
  await slack.goto(world.sandbox.url);
  await shop.goto(`${world.url}/demo`);

  await shop.getByRole('button', { name: 'Open chat' }).click();
  await shop.getByLabel('Your message').fill('How long does delivery take?');
  await shop.keyboard.press('Enter');
  const log = shop.getByRole('log');
  await log.getByText('working days').waitFor();

  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await log.getByText('Connecting you with a human...').waitFor();
  await shop.evaluate(watchAuthors);
  await slack
    .getByRole('button', { name: 'Reply in thread' })
    .or(slack.getByRole('button', { name: /\d repl/ }))
    .first()
    .click();
  await slack.getByLabel('Reply...').fill('Hello, <b>Maya</b> here');
  await slack.keyboard.press('Enter');
  await log.getByText('Maya Lindgren joined').waitFor();
  await log.getByText('Hello, <b>Maya</b> here').waitFor();
  // She is known, and never went by another name, however shortly.
  const authors = await shop.evaluate('[...authors]');
  expect(authors).toContainEqual(expect.stringContaining('Maya Lindgren'));
  expect(authors).not.toContainEqual(expect.stringMatching(/agent/i));

  // A reload in the middle loses nothing, and the customer need not open the chat again.
  await shop.reload();
  await log.getByText('Hello, <b>Maya</b> here').waitFor();
  // Nor does a closed panel: the customer is still there, and hears of what is new.
  await shop.getByRole('button', { name: 'Close chat' }).click();
  await shop.reload();
  await until('the socket of the closed panel', async () => (await present()) === 1);
  await slack.getByLabel('Reply...').fill('Are you still there?');
  await slack.keyboard.press('Enter');
  await shop.getByRole('button', { name: 'Open chat, 1 new message' }).click();
  await log.getByText('Are you still there?').waitFor();
  await shop.getByLabel('Your message').fill('<!channel> 20 kg, please');
  await shop.keyboard.press('Enter');
  await slack.getByLabel('Thread').getByText('<!channel> 20 kg, please').waitFor();

  await slack.getByLabel('Thread').getByRole('button', { name: 'End session' }).click();
  await log.getByText('The assistant is back.').waitFor();
  await shop.getByRole('button', { name: 'Talk to a Human' }).waitFor();

  // Taken off the page the chat is gone, put back it goes on.
  await shop.evaluate("globalThis.chat = document.querySelector('live-agent-chat'); chat.remove()");
  await until('nobody is there', async () => (await present()) === 0);
  await shop.evaluate('document.body.append(chat)');
  await log.getByText('<!channel> 20 kg, please').waitFor();
  await until('the customer is there', async () => (await present()) === 1);
  expect(faults).toEqual([]);
  await context.close();
});

test('closed: the customer reads the hours, leaves a message, and reads that it arrived only when it did', async () => {
  const closed = await startWorld({
    settings: { availability: { schedule: { zone: 'UTC', days: {} } }, businessHoursText: 'Closed for the harvest' },
  });
  const shop = await browser.newPage();
  try {
    await shop.goto(`${closed.url}/demo`);
    await shop.getByRole('button', { name: 'Open chat' }).click();
    await shop.getByLabel('Your message').fill('Can you ship 20 kg?');
    await shop.keyboard.press('Enter');
    await shop.getByRole('button', { name: 'Talk to a Human' }).click();
    await shop.getByText('Closed for the harvest').waitFor();
    await shop.getByRole('button', { name: 'Leave a message' }).click();
    const form = shop.getByRole('form', { name: 'Leave a message' });
    expect(await form.getByLabel('Message').inputValue()).toBe('Can you ship 20 kg?');
    await form.getByLabel('Name').fill('Ann');
    await form.getByLabel('E-mail').fill('ann@nowhere');
    await form.getByRole('button', { name: 'Send message' }).click();
    await form.getByRole('alert').getByText('Please check: E-mail').waitFor();
    const wrong = form.locator('[aria-invalid=true]');
    expect([await wrong.count(), await wrong.getAttribute('name')]).toEqual([1, 'email']);

    // Half filled, it is there again after a reload.
    await shop.reload();
    await form.waitFor();
    expect(await form.getByLabel('Name').inputValue()).toBe('Ann');
    await form.getByLabel('E-mail').fill('ann@example.com');

    await shop.context().setOffline(true);
    await form.getByRole('button', { name: 'Send message' }).click();
    await form.getByRole('alert').getByText('Nothing is lost').waitFor();
    expect(await form.getByRole('button', { name: 'Try again' }).count()).toBe(1);
    expect(await closed.db.selectFrom('contact_requests').select('id').execute()).toEqual([]);
    // Back online it is sent by itself.
    await shop.context().setOffline(false);
    await shop.getByText('we have your message. We will answer to ann@example.com.').waitFor();
    expect(await closed.db.selectFrom('contact_requests').select(['name', 'reason']).execute()).toEqual([
      { name: 'Ann', reason: 'outside_hours' },
    ]);
    if (process.env.SHOTS) await shop.screenshot({ path: `${process.env.SHOTS}/closed.png` });
  } finally {
    await shop.close();
    await closed.stop();
  }
});

test('the sandbox: what is new is marked, an agent edits and deletes, a narrow window shows one thing at a time', async () => {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
  const maya = await context.newPage();
  const tomas = await context.newPage();
  maya.on('dialog', (dialog) => void dialog.accept());
  for (const page of [maya, tomas]) await page.goto(world.sandbox.url);
  await tomas.getByLabel('Acting as').selectOption('Tomas Okafor');
  await tomas.getByRole('button', { name: '# general' }).click();
  await maya.getByRole('status').getByText('The app answers').waitFor();

  await maya.getByLabel('Message #customer-help').fill('Tea is ready <here> :wave:');
  await maya.keyboard.press('Enter');
  await tomas.getByRole('button', { name: /# customer-help\s*1/ }).click();
  const said = tomas.getByRole('article').filter({ hasText: 'Tea is ready <here> 👋' });
  await said.getByRole('button', { name: 'Reply in thread' }).click();
  await tomas.setViewportSize({ width: 420, height: 800 });
  await tomas.getByLabel('Reply...').fill('Coming');
  await tomas.keyboard.press('Enter');
  await tomas.getByLabel('Thread').getByText('Coming').waitFor();
  expect(await tomas.getByLabel('Message #customer-help').isVisible()).toBe(false);

  const root = maya.getByRole('article').filter({ hasText: 'Tea is ready' });
  await root.getByRole('button', { name: /1 reply\s*1 new/ }).waitFor();
  await root.hover();
  await root.getByRole('button', { name: 'Edit' }).click();
  await maya.getByLabel('Edit message').fill('Coffee is ready');
  await maya.keyboard.press('Enter');
  await tomas.getByLabel('Thread').getByText('Coffee is ready').waitFor();
  const coming = tomas.getByLabel('Thread').getByRole('article').filter({ hasText: 'Coming' });
  tomas.on('dialog', (dialog) => void dialog.accept());
  await coming.hover();
  await coming.getByRole('button', { name: 'Delete' }).click();
  await maya.getByRole('article').filter({ hasText: 'Coffee is ready' }).getByText('Reply in thread').waitFor();

  await maya.getByText('Make something fail').click();
  await maya.getByRole('button', { name: 'Archive #customer-help' }).click();
  await maya.getByText('This channel is archived.').waitFor();
  await maya.getByRole('button', { name: 'Unarchive #customer-help' }).click();
  await maya.getByLabel('Message #customer-help').waitFor();
  await context.close();
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Schedule } from '../../src/contract/schedule.ts';
import { moveTrialClock } from '../../src/settings/trial-clock-store.ts';
import { launchBrowser } from '../support/browser.ts';
import { call, openCustomer } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { startSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

const nineToFive = [{ from: 540, to: 1020 }];
const office: Schedule = {
  zone: 'America/New_York',
  days: { monday: nineToFive, tuesday: nineToFive, friday: nineToFive },
  exceptions: [],
  holidays: null,
};

let world: World;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let browser: Browser;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await startWorld({
    settings: { availability: { schedule: office }, businessHoursText: 'Mon, Tue, Fri 9-5 Eastern' },
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'help@shop.example' },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await smtp?.stop();
});

const save = async (settings: object) => {
  const path = `/v1/admin/workspaces/${world.workspace.id}/settings`;
  const { body } = await call<{ version: number }>(world.url, 'GET', path, adminToken);
  const next = { version: body.version, settings: { channel: channelId, assistant: 'demo', ...settings } };
  expect((await call(world.url, 'PUT', path, adminToken, next)).status).toBe(200);
};
/** A customer in Germany opens the chat. */
const openChat = async () => {
  const context = await browser.newContext({ timezoneId: 'Europe/Berlin', locale: 'en-GB' });
  const shop = await context.newPage();
  await shop.goto(`${world.url}/demo`);
  await shop.getByRole('button', { name: 'Open chat' }).click();
  await shop.getByRole('button', { name: 'Talk to a Human' }).waitFor();
  return { shop, leave: () => context.close() };
};
const focused = (shop: Page) =>
  shop.evaluate(
    "(({ ariaLabel, labels, innerText }) => ariaLabel ?? labels?.[0]?.innerText ?? innerText)(document.querySelector('live-agent-chat').shadowRoot.activeElement ?? document.body)",
  ) as Promise<string>;
const shot = async (shop: Page, name: string) => {
  if (process.env.SHOTS) await shop.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

test('closed: both clocks, asked for the opening, an address left, changed and forgotten, the request taken back', async () => {
  // Friday evening in New York, and already Saturday in Berlin.
  await moveTrialClock(world.db, new Date('2030-05-10T23:00:00Z'));
  const { shop, leave } = await openChat();
  await shop.getByText('Our team is back Monday 9:00 (your time 15:00).').waitFor();
  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await shop.getByText('Mon, Tue, Fri 9-5 Eastern').waitFor();
  await shot(shop, 'closed');
  await shop.getByRole('button', { name: 'Ask the team when they open' }).click();
  await shop.getByText('We will connect you Monday 9:00 (your time 15:00).').waitFor();
  // What it says of the meantime holds: who writes is answered, and still waits for the team.
  const meanwhile = shop.getByText('The assistant helps meanwhile, and the team reads what you write.');
  await meanwhile.waitFor();
  await shop.getByLabel('Your message').fill('How long does delivery take?');
  await shop.keyboard.press('Enter');
  await shop.getByRole('log').getByText('working days').waitFor();
  await meanwhile.waitFor();

  const address = shop.getByLabel('E-mail, in case you are not here then');
  await address.fill('ann@nowhere');
  await shop.keyboard.press('Enter');
  await shop.getByRole('alert').getByText('This is not an e-mail address.').waitFor();
  expect(await focused(shop)).toContain('E-mail');
  await address.fill('žofie@exämple.de');
  await shop.keyboard.press('Enter');
  await shop.getByText('we write to žofie@exämple.de').waitFor();
  await until('the keyboard is at Change', async () => (await focused(shop)) === 'Change');
  const stored = async () => {
    const all = await world.db.selectFrom('conversations').select('customer_email').execute();
    return all.flatMap(({ customer_email }) => customer_email ?? []);
  };
  expect(await stored()).toEqual(['žofie@exämple.de']);
  await shot(shop, 'scheduled');

  await shop.keyboard.press('Enter');
  await until('the keyboard is at the address', async () => (await focused(shop)).startsWith('E-mail'));
  await address.fill('');
  await shop.getByRole('button', { name: 'Forget my address' }).click();
  await shop.getByText('Your address is forgotten').waitFor();
  await until('the keyboard is at the address', async () => (await focused(shop)).startsWith('E-mail'));
  expect(await stored()).toEqual([]);

  await shop.getByRole('button', { name: 'Take it back' }).click();
  await shop.getByRole('log').getByText('You took your request back. The assistant is here.').waitFor();
  await shop.getByRole('button', { name: 'Talk to a Human' }).waitFor();
  await leave();
});

test('the chat changes by itself when the opening comes', async () => {
  await moveTrialClock(world.db, new Date('2030-05-13T12:59:00Z'));
  const { shop, leave } = await openChat();
  const back = shop.getByText('Our team is back Monday 9:00 (your time 15:00).');
  await back.waitFor();
  await moveTrialClock(world.db, new Date('2030-05-13T12:59:54Z'));
  await shop.reload();
  await back.waitFor();
  await back.waitFor({ state: 'detached' });
  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await shop.getByText('Connecting you with a human...').first().waitFor();
  await shop.getByRole('button', { name: 'Cancel' }).click();
  await shop.getByRole('log').getByText('You took your request back.').waitFor();
  await leave();
});

test('in the queue: the place is told, and the form is offered when the admin says so', async () => {
  await moveTrialClock(world.db, null);
  const busy = { maxLiveHandoffs: 1, queue: true };
  await save({ availability: { ...busy, queueFormAfterMinutes: 60 } });
  const before = [await openCustomer(world), await openCustomer(world)] as const;
  for (const customer of before) {
    await customer.connect();
    await customer.requestHandoff();
    await customer.is(customer === before[0] ? 'waiting' : 'queued');
  }
  const { shop, leave } = await openChat();
  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await shop.getByText('You are number 2 in the queue.').waitFor();
  const form = shop.getByRole('button', { name: 'Leave a message' });
  expect(await form.count()).toBe(0);
  await before[1].post('/handoffs/cancel', { handoffId: before[1].state().handoff?.id });
  await shop.getByText('You are number 1 in the queue.').waitFor();
  expect(await form.count()).toBe(0);
  await shot(shop, 'queued');

  await save({ availability: { ...busy, queueFormAfterMinutes: 0 } });
  await shop.reload();
  await shop.getByText('You are number 1 in the queue.').waitFor();
  await form.click();
  await shop.getByRole('form', { name: 'Leave a message' }).waitFor();
  await shop.getByRole('button', { name: 'Not now' }).click();
  await shop.getByRole('button', { name: 'Leave the queue' }).click();
  await shop.getByRole('log').getByText('You took your request back.').waitFor();
  for (const customer of before) customer.disconnect();
  await leave();
});

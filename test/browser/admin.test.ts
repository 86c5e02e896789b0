import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Schedule } from '../../src/contract/schedule.ts';
import { openAdminPage } from '../support/admin-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { call, openCustomer } from '../support/people.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await startWorld({ env: { DEMO: '1' } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const settingsPath = () => `/v1/admin/workspaces/${world.workspace.id}/settings`;
const readSettings = async () =>
  (
    await call<{ version: number; settings: { availability: { schedule: { zone: string } | null } } }>(
      world.url,
      'GET',
      settingsPath(),
      adminToken,
    )
  ).body;
const openAdmin = async (options: object = {}) => {
  const { page, faults } = await openAdminPage(browser, world, options);
  const hours = page.getByLabel('Opening hours, as your customers read them');
  await hours.waitFor();
  return { page, hours, faults };
};
const reading = (page: Page) => page.locator('#reading');
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};

test('an admin closes the team and walks the way of a customer', async () => {
  const { page: admin, hours, faults } = await openAdmin();
  // Neither the address nor what the server was asked for has the token.
  expect(admin.url()).toBe(`${world.url}/admin/`);
  await admin.getByText('Nobody waits.').waitFor();
  await admin.getByText('None yet.').waitFor();

  await hours.fill('Monday - Friday: 9am - 5pm EST\nSaturday: 10am - 2pm EST\nSunday: Closed');
  await reading(admin).getByText('Understood').waitFor();
  await reading(admin)
    .getByText(/Eastern Time \(New York\), now UTC-[45]/)
    .waitFor();
  const rows = await admin.getByRole('table', { name: 'The week' }).getByRole('row').allInnerTexts();
  expect(rows.map((row) => row.replaceAll(/\s/g, ' '))).toEqual([
    ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map((day) => `${day} 9:00 – 17:00`),
    'Saturday 10:00 – 14:00',
    'Sunday closed',
  ]);
  await admin.getByText('Unsaved changes').waitFor();
  await admin.getByRole('button', { name: 'Save', exact: true }).click();
  await admin.getByText('Saved.').waitFor();

  await admin.getByLabel('Set it to').fill('2030-05-11T15:00');
  await admin.getByRole('button', { name: 'Move the clock' }).click();
  await reading(admin).getByText('Closed, opens Monday 9:00').waitFor();
  await admin.getByText('Sat 11 May, 15:00').waitFor();

  const berlin = { timezoneId: 'Europe/Berlin' };
  const shop = await (await browser.newContext(berlin)).newPage();
  await shop.goto(`${world.url}/demo`);
  await shop.getByRole('button', { name: 'Open chat' }).click();
  await shop.getByText('Our team is back Monday 9:00 AM (your time 3:00 PM)').first().waitFor();
  await shop.getByLabel('Your message').fill('Can you ship 20 kg?');
  await shop.keyboard.press('Enter');
  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await shop.getByRole('button', { name: 'Leave a message' }).click();
  const form = shop.getByRole('form', { name: 'Leave a message' });
  await form.getByLabel('Name').fill('Ann');
  await form.getByLabel('E-mail').fill('ann@example.com');
  // Nobody types that fast.
  await shop.clock.setSystemTime(Date.now() + 5000);
  await form.getByRole('button', { name: 'Send message' }).click();
  await shop.getByText('we have your message').waitFor();
  // Who has left a message may still wait for the team.
  await shop.getByRole('button', { name: 'Back to the chat' }).click();
  await shop.getByRole('button', { name: 'Ask the team when they open' }).waitFor();

  const request = admin.getByRole('article', { name: 'Request of Ann' });
  await request.getByText('Can you ship 20 kg?').waitFor();
  await request.getByText('it was closed').waitFor();
  await request.getByText('Agent channel: delivered').waitFor();
  await request.getByRole('button', { name: 'Mark handled' }).click();
  await request.getByText('Handled by an admin').waitFor();

  const machine = await openCustomer(world);
  const sent = {
    clientId: 'from-a-machine',
    handoffId: null,
    message: 'Cheap tea',
    name: 'Robot',
    email: 'r@shop.example',
  };
  await machine.post('/contact-requests', { ...sent, unseen: 'https://cheap.example' });
  const held = admin.getByRole('article', { name: 'Request of Robot' });
  await held.getByText('Held as spam').waitFor();
  await held.getByRole('button', { name: 'Not spam: send it' }).click();
  await held.getByText('Agent channel: delivered').waitFor();
  await shot(admin, 'admin');

  await admin.getByRole('button', { name: 'Set right' }).click();
  await admin.getByText('which is the real time').waitFor();
  expect(faults).toEqual([]);
  await Promise.all([admin.context().close(), shop.context().close()]);
});

test('words that mean nothing are quoted, a zone is picked, and what somebody else saved is not overwritten', async () => {
  const { page, hours } = await openAdmin({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  await hours.fill('Whenever we feel like it');
  await reading(page).getByText('Not understood').waitFor();
  await page.getByRole('list', { name: 'Questions' }).getByText('Whenever we feel like').waitFor();
  await page.getByRole('button', { name: 'Save as text only (always tries the agents)' }).waitFor();

  // The answer to what was typed first comes last: it is not shown.
  let late: (() => Promise<void>) | undefined;
  await page.route('**/hours/parse', async (route) => {
    if (route.request().postData()?.includes('Mon-Tue')) late = () => route.continue();
    else await route.continue();
  });
  await hours.fill('Mon-Tue 9am-5pm');
  await page.waitForRequest((asked) => asked.postData()?.includes('Mon-Tue') === true);
  await hours.fill('Mon-Fri 9am-5pm IST');
  await reading(page).getByText('India Time (Kolkata), now UTC+5:30').waitFor();
  await late?.().catch(() => undefined);
  await page.getByRole('button', { name: 'Irish Time (Dublin)' }).focus();
  await page.keyboard.press('Enter');
  await reading(page)
    .getByText(/Irish Time \(Dublin\), now UTC/)
    .waitFor();
  await reading(page).getByText('Understood').waitFor();
  // Who works by keyboard goes on from there.
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Irish Time (Dublin)');
  await shot(page, 'admin-narrow');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);

  const { version, settings } = await readSettings();
  await call(world.url, 'PUT', settingsPath(), adminToken, {
    version,
    settings: { ...settings, buttonText: 'Call us' },
  });
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await save.click();
  await page.getByRole('alert').getByText('Somebody else saved these settings meanwhile').waitFor();
  await page.getByRole('button', { name: 'Read again, and keep my changes' }).click();
  await save.click();
  await page.getByText('Saved.').waitFor();
  expect((await readSettings()).settings).toMatchObject({
    buttonText: 'Call us',
    businessHoursText: 'Mon-Fri 9am-5pm IST',
    availability: { schedule: { zone: 'Europe/Dublin' } },
  });

  // Saved hours stay as they were picked while other things are set, and what the server refuses is said at its field.
  await page.reload();
  await reading(page)
    .getByText(/Irish Time \(Dublin\)/)
    .waitFor();
  await page.getByLabel('Wait in a queue').check();
  await save.click();
  await page.getByText('Saved.').waitFor();
  expect((await readSettings()).settings.availability).toMatchObject({
    queue: true,
    schedule: { zone: 'Europe/Dublin' },
  });
  await hours.fill(`Mon-Fri 9am-5pm ${' '.repeat(2000)}`);
  await save.click();
  await page.getByText('This must have at most 2000 characters.').waitFor();
  expect(await hours.getAttribute('aria-invalid')).toBe('true');
  await page.context().close();
});

test('special days are set beside the text and stay there when it is changed', async () => {
  const { page, hours, faults } = await openAdmin({ viewport: { width: 390, height: 800 } });
  const special = page.getByRole('list', { name: 'Special days' });
  const save = page.getByRole('button', { name: 'Save', exact: true });
  const saved = async () => {
    await save.click();
    await page.getByText('Saved.').waitFor();
    const { schedule } = (await readSettings()).settings.availability as { schedule: Schedule };
    return { exceptions: schedule.exceptions.map(({ from, to, ranges }) => [from, to, ranges]), ...schedule.holidays };
  };
  await hours.fill('Mon-Fri 9am-5pm UTC, closed Dec 25');
  await special.getByText('Every 25 December').waitFor();

  await page.getByText('Add a day or days').click();
  const day = page.getByRole('group', { name: 'A special day' });
  await day.getByRole('button', { name: 'Add' }).click();
  await day.getByText('Which day?').waitFor();
  await day.getByLabel('Day', { exact: true }).fill('2031-12-31');
  await day.getByLabel('What it is (optional)').fill('Stocktaking');
  await day.getByLabel('Open at other hours').check();
  await day.getByLabel('From').fill('09:00');
  await day.getByLabel('To', { exact: true }).fill('12:00');
  await page.keyboard.press('Enter');
  await special.getByText('31 December 2031 (Stocktaking): 9:00').waitFor();
  await page.getByLabel('Closed on the public holidays of').selectOption({ label: 'Germany' });
  await page.getByLabel('Part of the country').selectOption('BY');
  await special.getByText('Public holidays in Germany (BY): closed').waitFor();
  const newYearsEve = ['2031-12-31', '2031-12-31', [{ from: 540, to: 720 }]];
  expect(await saved()).toEqual({
    exceptions: [['12-25', '12-25', []], newYearsEve],
    country: 'DE',
    region: 'BY',
    ranges: [],
  });
  await shot(page, 'admin-special-days');

  // Words that go take their day along; what was set beside them stays.
  await page.reload();
  await special.getByText('Stocktaking').waitFor();
  await reading(page).getByText('Understood').waitFor();
  await hours.fill('Mon-Fri 9am-6pm UTC');
  await special.getByText('Every 25 December').waitFor({ state: 'detached' });
  expect(await saved()).toMatchObject({ exceptions: [newYearsEve], country: 'DE' });

  await page.getByText('Add a day or days').click();
  await day.getByLabel('Day', { exact: true }).fill('2031-12-30');
  await day.getByLabel('Last day, if several').fill('2032-01-02');
  await day.getByRole('button', { name: 'Add' }).click();
  await day.getByText('A day of it is set already: 31 December 2031').waitFor();
  await special.getByRole('button', { name: 'Remove 31 December 2031' }).click();
  await page.getByLabel('Closed on the public holidays of').selectOption('');
  expect(await saved()).toEqual({ exceptions: [] });
  expect(faults).toEqual([]);
  await page.context().close();
});

test('the week is set as a table, which writes the text, and the text sets the table', async () => {
  const { page, hours, faults } = await openAdmin({ viewport: { width: 360, height: 800 } });
  await hours.fill('Mon-Wed 9am-5pm Paris time, closed Dec 25');
  await page.getByText('Set the week as a table').click();
  const week = page.getByRole('table', { name: 'The week to set' });
  const ends = (day: string) => week.getByLabel(`${day} to`).inputValue();
  await until('the table has what was typed', async () => (await ends('Monday')) === '17:00');
  await week.getByLabel('Monday to').fill('12:00');
  await week.getByRole('button', { name: 'Add hours on Monday' }).click();
  await week.getByRole('button', { name: 'Remove 09:00 to 17:00 on Tuesday' }).click();
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Add hours on Tuesday');
  await week.getByRole('button', { name: 'Add hours on Saturday' }).click();
  await week.getByLabel('Saturday from').fill('20:00');
  await week.getByLabel('Saturday to').fill('02:00');
  const typed = [
    'Monday: 09:00 - 12:00, 13:00 - 17:00',
    'Tuesday: closed',
    'Wednesday: 09:00 - 17:00',
    'Thursday - Friday: closed',
    'Saturday: 20:00 - 02:00 next day',
    'Sunday: closed',
    'Every December 25: closed',
    'Time zone: Europe/Paris',
  ].join('\n');
  await until('the table has written the text', async () => (await hours.inputValue()) === typed);
  await reading(page).getByText('Understood').waitFor();
  await week.getByLabel('Saturday to').fill('');
  await page.getByText('A time is missing').waitFor();
  expect(await hours.inputValue()).toBe(typed);
  await shot(page, 'admin-week');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);

  await hours.fill('Sun 10-2');
  await week.getByLabel('Sunday to').waitFor();
  expect(await week.getByLabel('Saturday from').count()).toBe(0);
  await hours.fill(typed);
  await until('the table has what was typed again', async () => (await ends('Saturday')) === '02:00');
  expect(faults).toEqual([]);
  await page.context().close();
});

test('a wrong token is told, and outside of a demo the clock says that it cannot be moved', async () => {
  const production = await startWorld({ worker: false });
  const page = await browser.newPage();
  try {
    await page.goto(`${production.url}/admin/#token=not-the-token`);
    await page.getByText('This is not the admin token of this server.').waitFor();
    expect(page.url()).toBe(`${production.url}/admin/`);
    await page.getByLabel('Admin token').fill(adminToken);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Move the clock' }).click();
    await page.getByText("This server is not for trying out, so its clock can't be moved.").waitFor();
    expect(await page.getByLabel('Set it to').count()).toBe(0);
  } finally {
    await page.close();
    await production.stop();
  }
});

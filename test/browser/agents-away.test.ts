import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await startWorld({ worker: false });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test('an agent goes away in the composer, comes back at home, and says in Slack whether they are there', async () => {
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const shot = async (name: string) => {
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
  };
  await page.goto(world.sandbox.url);
  const composer = page.getByLabel('Message #customer-help');
  const type = async (text: string) => {
    await composer.fill(text);
    await page.keyboard.press('Enter');
  };
  const rows = page.getByRole('article');

  await type('/giphy tea');
  await page.getByRole('alert').getByText('/giphy is not a valid command.').waitFor();
  // What was typed stays, as in Slack.
  expect(await composer.inputValue()).toBe('/giphy tea');
  await type('/handoff away');
  const whisper = rows.filter({ hasText: 'Only visible to you' });
  await whisper.getByText('You are away since').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await shot('command');
  // Nobody else sees it.
  await page.getByLabel('Acting as').selectOption('U0TOMAS');
  expect(await rows.count()).toBe(0);
  await page.getByLabel('Acting as').selectOption('U0MAYA');

  await type('Tea?');
  await rows.filter({ hasText: 'Tea?' }).getByRole('button', { name: 'Reply in thread' }).click();
  await page.getByLabel('Reply...').fill('/handoff back');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('/handoff is not supported in threads.').waitFor();

  await page.getByRole('button', { name: 'Handoff APP' }).click();
  const home = page.getByRole('region', { name: 'Home tab of Handoff' });
  await home.getByRole('heading', { name: 'You are away' }).waitFor();
  await home.getByText('With the team').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await shot('home-away');
  await home.getByRole('button', { name: 'I am back' }).click();
  await home.getByRole('heading', { name: 'You are here' }).waitFor();
  await page.getByLabel('Acting as').selectOption('U0TOMAS');
  await home.getByRole('heading', { name: 'You are here' }).waitFor();

  await page.getByLabel('Active').uncheck();
  await page.getByRole('option', { name: 'Tomas Okafor (inactive)' }).waitFor({ state: 'attached' });
  await page.getByLabel('Do not disturb (1 hour)').check();
  await page.getByRole('option', { name: 'Tomas Okafor (inactive, do not disturb)' }).waitFor({ state: 'attached' });
  await shot('home-here');
  await page.setViewportSize({ width: 420, height: 800 });
  await shot('home-narrow');
  await home.getByRole('button', { name: 'Go away' }).click();
  await home.getByRole('heading', { name: 'You are away' }).waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.getByRole('button', { name: '# customer-help' }).click();
  await composer.waitFor();
  await shot('channel-narrow');
  expect(faults).toEqual([]);
  await page.close();
});

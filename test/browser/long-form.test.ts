import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { channelId } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

const fields = Array.from({ length: 10 }, (_, i) =>
  i % 3 === 2
    ? { id: `f${i}`, label: `Choice ${i}`, kind: 'select', required: i < 3, options: ['Tea', 'Pots'] }
    : {
        id: `f${i}`,
        label: i === 4 ? 'Which of our shops did you buy it in, and roughly when?' : `Detail ${i}`,
        kind: 'text',
        required: i < 3,
      },
);
const consent = {
  text: `You may use this to answer me. ${'What is kept, where, and for how long is written in our notice. '.repeat(6)}`.trim(),
  url: 'https://shop.example/privacy',
};

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await startWorld({
    settings: {
      channel: channelId,
      availability: { schedule: { zone: 'UTC', days: {} } },
      businessHoursText: Array.from({ length: 40 }, (_, i) => `Shop ${i + 1}: closed for the harvest`).join('\n'),
      contact: { name: 'required', email: 'required', fields, consent },
    },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

/** How far down the composer reaches, px. */
const composerEnd = async (shop: Page): Promise<number> => {
  const box = await shop.getByLabel('Your message').boundingBox();
  return (box?.y ?? 0) + (box?.height ?? Number.POSITIVE_INFINITY);
};
const open = async (width: number, height: number) => {
  const context = await browser.newContext({ viewport: { width, height } });
  const shop = await context.newPage();
  await shop.goto(`${world.url}/demo`);
  await shop.getByRole('button', { name: 'Open chat' }).click();
  await shop.getByRole('button', { name: 'Talk to a Human' }).click();
  await shop.getByText('Shop 40').waitFor();
  expect(await composerEnd(shop)).toBeLessThanOrEqual(height);
  if (process.env.SHOTS) await shop.screenshot({ path: `${process.env.SHOTS}/long-hours-${width}x${height}.png` });
  await shop.getByRole('button', { name: 'Leave a message' }).click();
  const form = shop.getByRole('form', { name: 'Leave a message' });
  await form.waitFor();
  return { context, shop, form };
};
/** What the keyboard is at, and whether all of it can be seen: not behind an edge, nor behind what lies over the form. */
const focused = (shop: Page) =>
  shop.evaluate(`(() => {
    const root = document.querySelector('live-agent-chat').shadowRoot;
    const at = root.activeElement;
    const { left, top, right, bottom } = at.getBoundingClientRect();
    const corners = [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4]];
    const seen = corners.every(([x, y]) => at.contains(root.elementFromPoint(x, y)));
    return { name: at.name || at.innerText || at.ariaLabel, seen };
  })()`) as Promise<{ name: string; seen: boolean }>;

test.for([
  [1280, 720],
  [360, 600],
  // A phone on its side, and a page at 400 % of its size.
  [640, 360],
  [320, 256],
] as const)('ten fields on %i x %i: all is in reach by keyboard, in order, and seen where it is', async ([w, h]) => {
  const { context, shop, form } = await open(w, h);
  const shot = async (name: string) => {
    if (process.env.SHOTS) await shop.screenshot({ path: `${process.env.SHOTS}/long-form-${w}x${h}-${name}.png` });
  };
  await shot('first');
  const way: { name: string; seen: boolean }[] = [await focused(shop)];
  while (way.at(-1)?.name !== 'Not now' && way.length < 20) {
    await shop.keyboard.press('Tab');
    way.push(await focused(shop));
  }
  expect(way.map(({ name }) => name)).toEqual([
    'name',
    'email',
    ...fields.map(({ id }) => `extra.${id}`),
    'message',
    'consent',
    'Read more',
    'Send message',
    'Not now',
  ]);
  await shot('last');
  expect(way.filter(({ seen }) => !seen)).toEqual([]);

  // What is wrong is brought into view, and nothing stands out of the panel.
  await form.getByRole('button', { name: 'Send message' }).click();
  await form.getByText('Please check: Name, E-mail').waitFor();
  await until('the keyboard is at the first fault', async () => (await focused(shop)).name === 'name');
  expect((await focused(shop)).seen).toBe(true);
  await shot('faults');
  expect(await composerEnd(shop)).toBeLessThanOrEqual(h);
  await context.close();
});

import type { Browser, Page } from 'playwright-core';
import { adminToken, type World } from './world.ts';

/** Opens the admins' page, signed in, in a context of its own. `faults`: what the page threw, and what its policy barred. */
export const openAdminPage = async (browser: Browser, world: World, options: object = {}) => {
  const page: Page = await (await browser.newContext(options)).newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  await page.goto(`${world.url}/admin/#token=${adminToken}`);
  return { page, faults };
};

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--no-first-run',
];

/** The machine's own Chromium. Throws with what to do when there is none. */
export const launchBrowser = (): Promise<Browser> => {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error('The browser test wants a Chromium: install one, or set CHROMIUM to its path.');
  return chromium.launch({ executablePath, args });
};

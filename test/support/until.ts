import { setTimeout as wait } from 'node:timers/promises';

/** Waits until `look` finds something, at most `limitMs`; then fails saying what was awaited. */
export const until = async <T>(
  what: string,
  look: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  limitMs = 20_000,
): Promise<T> => {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Still waiting for: ${what}`);
    await wait(25);
  }
};

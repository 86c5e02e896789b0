import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** A wait longer than this goes back to the workflow, so that no worker slot idles. */
export const longestWaitMs = 5000;

/** The next free slot is further away than {@link longestWaitMs}; none was taken. */
export class NoSlotYetError extends Error {
  override readonly name = 'NoSlotYetError';
  readonly retryInMs: number;
  constructor(retryInMs: number) {
    super('The agent channel takes no more posts just now');
    this.retryInMs = retryInMs;
  }
}

/** Takes the next slot of a pace, over all workers, and waits for it. Throws {@link NoSlotYetError}. */
export const waitForSlot = async (
  db: Db,
  pace: { key: string; intervalMs: number; burst: number },
  signal?: AbortSignal,
): Promise<void> => {
  const { rows } = await sql<{ wait: number }>`
    select take_slot(${pace.key}, ${pace.intervalMs}, ${pace.burst}, ${longestWaitMs}) as wait`.execute(db);
  const ms = rows[0]?.wait ?? 0;
  if (ms < 0) throw new NoSlotYetError(-ms);
  if (ms > 0) await wait(ms, undefined, signal ? { signal } : undefined);
};

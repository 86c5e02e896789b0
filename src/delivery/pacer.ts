import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** A wait longer than this goes back to the workflow, so that no worker slot idles. */
export const longestWaitMs = 5000;

/** Background posts try again after this long, and up to as long again. */
const backgroundPauseMs = 5000;

/** The next free slot is further away than {@link longestWaitMs}; none was taken. */
export class NoSlotYetError extends Error {
  override readonly name = 'NoSlotYetError';
  readonly retryInMs: number;
  constructor(retryInMs: number) {
    super('The agent channel takes no more posts just now');
    this.retryInMs = retryInMs;
  }
}

export type Pace = { key: string; intervalMs: number; burst: number };

/** Gives nobody a slot before the provider's own limit has passed. */
export const pausePace = async (db: Db, pace: Pace, ms: number): Promise<void> => {
  await sql`select pause_pace(${pace.key}, ${pace.intervalMs}, ${pace.burst}, ${Math.ceil(ms)})`.execute(db);
};

/**
 * live: somebody talks in that thread. background: nobody waits at the other end, so it takes only a slot that is free now
 * and leaves every queue to the live.
 */
export type Urgency = 'live' | 'background';

/** Who gets no slot comes back at different times, so that they do not meet again. */
const spread = (ms: number): number => Math.round(ms * (1 + Math.random()));

/** Takes the next slot of a pace, over all workers, and waits for it. Throws {@link NoSlotYetError}. */
export const waitForSlot = async (db: Db, pace: Pace, urgency: Urgency, signal?: AbortSignal): Promise<void> => {
  const longest = urgency === 'live' ? longestWaitMs : 0;
  const { rows } = await sql<{ wait: number }>`
    select take_slot(${pace.key}, ${pace.intervalMs}, ${pace.burst}, ${longest}) as wait`.execute(db);
  const ms = rows[0]?.wait ?? 0;
  if (ms < 0) throw new NoSlotYetError(urgency === 'live' ? -ms : spread(backgroundPauseMs));
  if (ms > 0) await wait(ms, undefined, signal ? { signal } : undefined);
};

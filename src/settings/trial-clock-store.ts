import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** The instant that opening hours are read at: the database's clock, unless somebody tries them out at another time. */
export const readHoursNow = async (db: Db): Promise<Date> => {
  const { rows } = await sql<{ at: Date }>`select hours_now() as at`.execute(db);
  return rows[0]?.at ?? new Date();
};

/**
 * Moves the clock that opening hours are read by, for all workspaces; it runs on from there. null sets it right. For
 * trying things out: Temporal's timers and the clocks of handoffs are not moved, and the API refuses it in production.
 */
export const moveTrialClock = async (db: Db, to: Date | null): Promise<void> => {
  if (to === null) await sql`delete from trial_clock`.execute(db);
  else {
    await sql`insert into trial_clock (moved_by) values (${to}::timestamptz - clock_timestamp())
      on conflict (single) do update set moved_by = excluded.moved_by, moved_at = clock_timestamp()`.execute(db);
  }
};

import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** The instant that opening hours are read at. */
export const hoursNow = async (db: Db): Promise<Date> => (await readTrialClock(db)).at;

/** How the clock stands that opening hours are read by: the database's, unless somebody tries them out at another time. */
export const readTrialClock = async (db: Db): Promise<{ at: Date; moved: boolean }> => {
  const { rows } = await sql<{ at: Date; moved: boolean }>`
    select hours_now() as at, exists (select 1 from trial_clock) as moved`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('The database answered no row');
  return row;
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

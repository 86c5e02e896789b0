import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/**
 * A holder renews with its heartbeat, every 2.5 s, and a call to a channel takes at most 10 s: a call that was begun under
 * the lease is over when the lease is.
 */
const leaseSeconds = 13;

/**
 * Makes `holder` the only one that posts for the handoff. An activity attempt that was given up by the workflow server may
 * still be running beside the next one. False: another holds it.
 */
export const takeLease = async (db: Db, handoffId: string, holder: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update handoffs set delivering_by = ${holder}, delivering_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where id = ${handoffId} and (delivering_by = ${holder} or delivering_until is null or delivering_until < clock_timestamp())`.execute(
    db,
  );
  return numAffectedRows === 1n;
};

/** Holds on to a lease. False: it was given back or another took it. A lease that was given back stays so. */
export const renewLease = async (db: Db, handoffId: string, holder: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update handoffs set delivering_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where id = ${handoffId} and delivering_by = ${holder}`.execute(db);
  return numAffectedRows === 1n;
};

export const releaseLease = async (db: Db, handoffId: string, holder: string): Promise<void> => {
  await sql`update handoffs set delivering_by = null, delivering_until = null
    where id = ${handoffId} and delivering_by = ${holder}`.execute(db);
};

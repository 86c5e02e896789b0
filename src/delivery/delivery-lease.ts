import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** Longer than one call to a channel may take; renewed before each post by {@link takeLease}. */
const leaseSeconds = 25;

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

export const releaseLease = async (db: Db, handoffId: string, holder: string): Promise<void> => {
  await sql`update handoffs set delivering_by = null, delivering_until = null
    where id = ${handoffId} and delivering_by = ${holder}`.execute(db);
};

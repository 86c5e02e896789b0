import { type HandoffRow, readHandoff } from '../src/conversations/handoff-reader.ts';
import type { Db } from '../src/db/database.ts';
import { releaseLease, renewLease, takeLease } from '../src/delivery/delivery-lease.ts';
import { whileHeld } from './while-held.ts';

/**
 * Works on a handoff's thread while no other attempt does; `undefined` when one has it. The row is read under the lease;
 * the signal tells that the lease was lost or the attempt is not wanted any more.
 */
export const aloneOnThread = <T>(
  db: Db,
  handoffId: string,
  work: (row: HandoffRow, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> =>
  whileHeld(
    (holder) => renewLease(db, handoffId, holder),
    async ({ holder, signal }) => {
      if (!(await takeLease(db, handoffId, holder))) return undefined;
      try {
        return await work(await readHandoff(db, handoffId), signal);
      } finally {
        await releaseLease(db, handoffId, holder);
      }
    },
  );

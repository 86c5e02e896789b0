import { Context } from '@temporalio/activity';
import { type HandoffRow, readHandoff } from '../src/conversations/handoff-reader.ts';
import type { Db } from '../src/db/database.ts';
import { releaseLease, renewLease, takeLease } from '../src/delivery/delivery-lease.ts';
import { withHeartbeat } from './heartbeat.ts';

/**
 * Works on a handoff's thread while no other attempt does; `undefined` when one has it. The row is read under the lease;
 * the signal tells that the lease was lost or the attempt is not wanted any more.
 */
export const aloneOnThread = async <T>(
  db: Db,
  handoffId: string,
  work: (row: HandoffRow, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> => {
  const { workflowExecution, activityId, attempt } = Context.current().info;
  const holder = `${workflowExecution?.runId}/${activityId}/${attempt}`;
  const lost = new AbortController();
  const renew = () =>
    void renewLease(db, handoffId, holder).then(
      (held) => held || lost.abort(new Error('Another attempt works on this thread')),
      // Without the database the next step fails by itself.
      () => undefined,
    );
  return withHeartbeat(async (signal) => {
    if (!(await takeLease(db, handoffId, holder))) return undefined;
    try {
      return await work(await readHandoff(db, handoffId), AbortSignal.any([signal, lost.signal]));
    } finally {
      await releaseLease(db, handoffId, holder);
    }
  }, renew);
};

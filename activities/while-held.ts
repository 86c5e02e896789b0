import { Context } from '@temporalio/activity';
import { withHeartbeat } from './heartbeat.ts';

/** What an attempt holds, so that no other works on the same. `signal` tells that it was lost or the work is not wanted. */
export type Hold = { holder: string; signal: AbortSignal; lost: () => boolean };

/**
 * Works with a heartbeat, and has what the attempt holds renewed with each beat; `renew` answers whether it still does. Taking
 * it and giving it back is the work's.
 */
export const whileHeld = <T>(
  renew: (holder: string) => Promise<boolean>,
  work: (hold: Hold) => Promise<T>,
): Promise<T> => {
  const { workflowExecution, activityId, attempt } = Context.current().info;
  const holder = `${workflowExecution?.runId}/${activityId}/${attempt}`;
  const lost = new AbortController();
  const onBeat = () =>
    void renew(holder).then(
      (held) => held || lost.abort(new Error('Another attempt works on this')),
      // Without the database the next step fails by itself.
      () => undefined,
    );
  return withHeartbeat(
    (signal) => work({ holder, signal: AbortSignal.any([signal, lost.signal]), lost: () => lost.signal.aborted }),
    onBeat,
  );
};

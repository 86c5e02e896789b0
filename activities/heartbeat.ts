import { Context } from '@temporalio/activity';

/**
 * Runs `work` with a heartbeat every 5 s, so that a worker that was killed is noticed within the heartbeat timeout.
 * Work of less than 5 s sends none: each one that reaches the server is a billable Action.
 */
export const withHeartbeat = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), 5000);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
};

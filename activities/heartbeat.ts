import { Context } from '@temporalio/activity';

const beatMs = 2500;

/**
 * Runs `work` with a heartbeat every 2.5 s, so that a worker that was killed is noticed within the heartbeat timeout.
 * Shorter work sends none: each one that reaches the server is a billable Action. `onBeat` is called with each.
 */
export const withHeartbeat = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  onBeat: () => void = () => undefined,
): Promise<T> => {
  const context = Context.current();
  const timer = setInterval(() => {
    context.heartbeat();
    onBeat();
  }, beatMs);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
};

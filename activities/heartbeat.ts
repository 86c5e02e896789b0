import { Context } from '@temporalio/activity';

const beatMs = 2500;
/** Below the 60 s that an attempt has: who hangs is left behind rather than kept alive. */
const limitMs = 50_000;
const farewellMs = 5000;

/**
 * Runs `work` with a heartbeat every 2.5 s, so that a worker that was killed is noticed within the heartbeat timeout.
 * Shorter work sends none: each one that reaches the server is a billable Action. `onBeat` is called with each. Work that has
 * not ended within 55 s, or 5 s after it was cancelled, is left to itself and fails.
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
  const signal = AbortSignal.any([context.cancellationSignal, AbortSignal.timeout(limitMs)]);
  let patience: NodeJS.Timeout | undefined;
  const hanging = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => {
      patience = setTimeout(() => fail(new Error('The work did not end in time and was left behind')), farewellMs);
    });
  });
  try {
    return await Promise.race([work(signal), hanging]);
  } finally {
    clearTimeout(patience);
    clearInterval(timer);
  }
};

/** Registers how a part is stopped. */
export type OnStop = (step: () => Promise<void>) => void;

/**
 * What a start has begun, and how to end it at any moment. Whoever starts something registers its stop in the same tick,
 * and begins nothing more once `signal` is aborted.
 */
export const createParts = (onError: (error: unknown) => void) => {
  const halt = new AbortController();
  const steps: (() => Promise<void>)[] = [];
  const underWay = new Set<Promise<unknown>>();
  let stopping: Promise<void> | undefined;

  const stopWhatIs = async () => {
    for (let step = steps.pop(); step; step = steps.pop()) await step().catch(onError);
  };

  return {
    signal: halt.signal,
    onStop: ((step) => steps.push(step)) as OnStop,
    /** Runs a start that a stop waits for. */
    start<T>(work: () => Promise<T>): Promise<T> {
      const run = work();
      underWay.add(run);
      const done = () => underWay.delete(run);
      run.then(done, done);
      return run;
    },
    get stopping(): boolean {
      return stopping !== undefined;
    },
    /** Stops all in the reverse order of their start, also what was still starting. */
    stop(): Promise<void> {
      stopping ??= (async () => {
        halt.abort(new Error('Stopped while starting'));
        await stopWhatIs();
        await Promise.allSettled(underWay);
        await stopWhatIs();
      })();
      return stopping;
    },
  };
};

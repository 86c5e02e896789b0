import type { Context } from '../context.ts';

/** One kind of loose end: finds at most a batch and mends it. Returns how many it mended. */
export type Sweep = (context: Context) => Promise<number>;

const mostFailures = 3;

/**
 * Mends one after the other and returns how many were mended. One that fails must not keep the others waiting; after
 * three in a row a server is away, and the rest waits for the next sweep.
 */
export const mendEach = async <T>(
  { log }: Pick<Context, 'log'>,
  found: T[],
  mend: (one: T) => Promise<unknown>,
): Promise<number> => {
  let mended = 0;
  let failures = 0;
  for (const one of found) {
    try {
      await mend(one);
      mended++;
      failures = 0;
    } catch (error) {
      log.warn({ err: error }, 'A loose end could not be mended and is tried again');
      if (++failures >= mostFailures) break;
    }
  }
  return mended;
};

/** Rings handoffs one after the other until Temporal takes none; returns how many were rung. */
export const ringEach = async (gateway: Context['gateway'], handoffs: { id: string }[]): Promise<number> => {
  let rung = 0;
  for (const { id } of handoffs) {
    // The rest waits for the next sweep: each would wait for a server that is away.
    if ((await gateway.ring(id)) === 'lost') break;
    rung++;
  }
  return rung;
};

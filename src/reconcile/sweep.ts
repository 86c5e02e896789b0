import type { Context } from '../context.ts';

/** One kind of loose end: finds at most a batch and mends it. Returns how many it mended. */
export type Sweep = (context: Context) => Promise<number>;

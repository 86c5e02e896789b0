/** Latencies in ms, from the scheduled instant to the observed one. */
export type Latencies = { p50: number; p99: number; count: number };

export const percentiles = (values: number[]): Latencies => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), count: sorted.length };
};

/**
 * Poisson arrivals at `perSecond` for `seconds`, open loop: nothing waits for what came before, and a late start counts
 * against the thing measured. Seeded, so that two things are measured under the same arrivals.
 */
export const arrive = async (
  perSecond: number,
  seconds: number,
  work: (n: number, due: number) => void,
): Promise<number> => {
  let state = 42;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state + 1) / 2_147_483_649;
  };
  const begun = performance.now();
  let due = begun;
  for (let n = 0; ; n++) {
    due += (-Math.log(random()) / perSecond) * 1000;
    if (due > begun + seconds * 1000) return n;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait - 1));
    // A timer may fire up to a millisecond early or late, as long as what is measured.
    while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve));
    work(n, due);
  }
};

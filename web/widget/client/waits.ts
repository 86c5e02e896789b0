/** How long to wait after so many failures: longer each time, and scattered so that devices do not come back as one. */
export const growingWait = (failures: number, firstMs: number, longestMs: number): number =>
  Math.min(longestMs, firstMs * 2 ** failures) * (0.5 + Math.random());

/** Waits, but no longer than until the device is online again. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    addEventListener('online', go);
  });

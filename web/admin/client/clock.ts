import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Api } from './api.ts';
import { usePolled } from './polled.ts';

const everyMs = 10_000;
const tickMs = 1000;
/** Two readings of one clock differ by what they took on their way. */
const noiseMs = 3000;

/** The instant of every second, while the page is seen. */
export const useNow = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** The clock that opening hours are read by. `aheadMs`: how far it is from this browser's; undefined until it was read. */
export const useTrialClock = (api: Api) => {
  const last = useRef(0);
  const read = useCallback(
    async (stop: AbortSignal) => {
      const { at, moved } = await api.readClock(stop);
      const aheadMs = Date.parse(at) - Date.now();
      if (Math.abs(aheadMs - last.current) > noiseMs) last.current = aheadMs;
      return { aheadMs: last.current, moved };
    },
    [api],
  );
  const { value, fault, again } = usePolled(read, everyMs);
  return { aheadMs: value?.aheadMs, moved: value?.moved ?? false, fault, again };
};
export type TrialClock = ReturnType<typeof useTrialClock>;

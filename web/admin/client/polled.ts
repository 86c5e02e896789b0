import { useCallback, useEffect, useState } from 'preact/hooks';
import { faultWords } from './api.ts';

/** After a fault the next look waits so many times longer. */
const patience = 3;

/**
 * Reads at once, again `everyMs` after each answer while the page is seen, and at once when it is seen again or `again` is
 * called. What was read before stays while a fault is told. Begins anew when `read` changes.
 */
export const usePolled = <T>(read: (stop: AbortSignal) => Promise<T>, everyMs: number) => {
  const [found, setFound] = useState<{ by: typeof read; value: T }>();
  const [fault, setFault] = useState('');
  const [turn, setTurn] = useState(0);
  // A new turn is a wish to read again.
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reading = false;
    const look = async () => {
      clearTimeout(timer);
      if (document.hidden || reading) return;
      reading = true;
      let next = everyMs;
      try {
        const value = await read(stop.signal);
        if (stop.signal.aborted) return;
        setFound({ by: read, value });
        setFault('');
      } catch (error) {
        if (stop.signal.aborted) return;
        setFault(faultWords(error));
        next = everyMs * patience;
      }
      reading = false;
      timer = setTimeout(look, next);
    };
    document.addEventListener('visibilitychange', look);
    void look();
    return () => {
      stop.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [read, everyMs, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { value: found?.by === read ? found.value : undefined, fault, again };
};

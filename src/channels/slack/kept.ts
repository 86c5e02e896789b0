/**
 * Keeps what `read` found for `lifeMs`, at most `most` keys, the oldest forgotten first. However many ask at once, it is
 * read once; what failed is not kept.
 */
export const createKept = <T>(
  read: (key: string) => Promise<T>,
  { lifeMs, most, now = Date.now }: { lifeMs: number; most: number; now?: () => number },
): ((key: string) => Promise<T>) => {
  const kept = new Map<string, { value: Promise<T>; until: number }>();
  const ask = (key: string): Promise<T> => {
    // While it is read it is everybody's; its life begins when it is there.
    const entry = { value: read(key), until: Number.POSITIVE_INFINITY };
    kept.delete(key);
    kept.set(key, entry);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    entry.value.then(
      () => {
        entry.until = now() + lifeMs;
      },
      () => {
        if (kept.get(key) === entry) kept.delete(key);
      },
    );
    return entry.value;
  };
  return (key) => {
    const found = kept.get(key);
    return found && found.until > now() ? found.value : ask(key);
  };
};

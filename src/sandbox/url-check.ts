const everyMs = 2000;

/** Verifies the app's events URL at the start, again until it answers, and tells who listens. */
export const createUrlCheck = (url: string, verify: () => Promise<boolean>) => {
  const listeners = new Set<() => void>();
  let answers = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const check = async () => {
    answers = await verify();
    if (stopped) return;
    for (const listener of listeners) listener();
    if (!answers) timer = setTimeout(() => void check(), everyMs);
  };
  void check();
  return {
    standing: () => ({ url, answers }),
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
export type UrlCheck = ReturnType<typeof createUrlCheck>;

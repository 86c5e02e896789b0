import { jsonLines } from './json-lines.ts';

/** An event that the app has not answered yet. `retry`: how often it was sent before; `due`: ms since 1970. */
export type PendingEvent = { id: string; body: string; retry: number; reason: string; due: number };

/** Events on their way, kept in a file of JSON lines so that a restart delivers them: the last line about an id counts. */
export const createPending = (file: string) => {
  const lines = jsonLines<PendingEvent | { done: string }>(file);
  const events = new Map<string, PendingEvent>();
  for (const line of lines.read()) {
    if ('done' in line) events.delete(line.done);
    else events.set(line.id, line);
  }
  lines.replace([...events.values()]);
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };

  return {
    all: (): PendingEvent[] => [...events.values()],
    get size(): number {
      return events.size;
    },
    /** How many the app was sent and did not take. */
    untaken: (): number => [...events.values()].filter(({ retry }) => retry > 0).length,
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put(event: PendingEvent): void {
      events.set(event.id, event);
      lines.add(event);
      changed();
    },
    done(id: string): void {
      if (!events.delete(id)) return;
      lines.add({ done: id });
      changed();
    },
  };
};
export type Pending = ReturnType<typeof createPending>;

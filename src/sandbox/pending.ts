import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** An event that the app has not answered yet. `retry`: how often it was sent before; `due`: ms since 1970. */
export type PendingEvent = { id: string; body: string; retry: number; reason: string; due: number };

/** Events on their way, kept in a file of JSON lines so that a restart delivers them: the last line about an id counts. */
export const createPending = (file: string) => {
  const events = new Map<string, PendingEvent>();
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      // A kill in the middle of a write leaves half a last line.
      if (!line.endsWith('}')) continue;
      const event = JSON.parse(line) as PendingEvent | { done: string };
      if ('done' in event) events.delete(event.done);
      else events.set(event.id, event);
    }
    writeFileSync(`${file}.new`, [...events.values()].map((event) => `${JSON.stringify(event)}\n`).join(''));
    renameSync(`${file}.new`, file);
  }
  return {
    all: (): PendingEvent[] => [...events.values()],
    get size(): number {
      return events.size;
    },
    put(event: PendingEvent): void {
      events.set(event.id, event);
      appendFileSync(file, `${JSON.stringify(event)}\n`);
    },
    done(id: string): void {
      if (events.delete(id)) appendFileSync(file, `${JSON.stringify({ done: id })}\n`);
    },
  };
};
export type Pending = ReturnType<typeof createPending>;

import { jsonLines } from './json-lines.ts';
import type { Message } from './model.ts';

/** More than anybody reads in a sandbox; the oldest go first when the file is made anew at a start. */
const mostMessages = 5000;

/** The messages of all channels, kept in a file of JSON lines: the last line about a message counts. */
export const createStore = (file: string) => {
  const lines = jsonLines<Message>(file);
  const messages = new Map<string, Message>();
  const listeners = new Set<(message: Message) => void>();
  const key = (channel: string, ts: string) => `${channel} ${ts}`;
  let lastTs = 0;

  for (const message of lines.read()) {
    messages.set(key(message.channel, message.ts), message);
    lastTs = Math.max(lastTs, Number(message.ts) * 1e6);
  }
  for (const old of [...messages.keys()].slice(0, -mostMessages)) messages.delete(old);
  lines.replace([...messages.values()]);

  return {
    nextTs(): string {
      lastTs = Math.max(lastTs + 1, Date.now() * 1000);
      return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`;
    },
    save(message: Message): void {
      messages.set(key(message.channel, message.ts), message);
      lines.add(message);
      for (const listener of listeners) listener(message);
    },
    find: (channel: string, ts: string): Message | undefined => {
      const found = messages.get(key(channel, ts));
      return found?.deleted ? undefined : found;
    },
    /** Everything that was ever there, in order, the deleted marked as such. */
    all: (): Message[] => [...messages.values()],
    in: (channel: string): Message[] => [...messages.values()].filter((m) => m.channel === channel && !m.deleted),
    onChange(listener: (message: Message) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear(): void {
      messages.clear();
      lines.replace([]);
    },
  };
};
export type Store = ReturnType<typeof createStore>;

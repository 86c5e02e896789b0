import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Message } from './model.ts';

/** More than anybody reads in a sandbox; the oldest go first when the file is made anew at a start. */
const mostMessages = 5000;

/** The messages of all channels, kept in a file of JSON lines: the last line about a message counts. */
export const createStore = (file: string) => {
  const messages = new Map<string, Message>();
  const listeners = new Set<(message: Message) => void>();
  const key = (channel: string, ts: string) => `${channel} ${ts}`;
  let lastTs = 0;

  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      // A kill in the middle of a write leaves half a last line.
      if (!line.endsWith('}')) continue;
      const message = JSON.parse(line) as Message;
      messages.set(key(message.channel, message.ts), message);
      lastTs = Math.max(lastTs, Number(message.ts) * 1e6);
    }
    const kept = [...messages.values()].slice(-mostMessages);
    messages.clear();
    for (const message of kept) messages.set(key(message.channel, message.ts), message);
    writeFileSync(`${file}.new`, kept.map((message) => `${JSON.stringify(message)}\n`).join(''));
    renameSync(`${file}.new`, file);
  }

  return {
    nextTs(): string {
      lastTs = Math.max(lastTs + 1, Date.now() * 1000);
      return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`;
    },
    save(message: Message): void {
      messages.set(key(message.channel, message.ts), message);
      appendFileSync(file, `${JSON.stringify(message)}\n`);
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
      writeFileSync(file, '');
    },
  };
};
export type Store = ReturnType<typeof createStore>;

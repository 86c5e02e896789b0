import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message, World } from './world.ts';

/** What somebody has read, by channel or thread: the newest `ts` that they had open. */
type Read = Record<string, number>;
const keyOf = (channel: string, threadTs?: string) => (threadTs ? `${channel}/${threadTs}` : channel);

/**
 * Counts what is new to `meId`: messages of others that came since the page was opened and were never in view.
 * `open` is what they look at.
 */
export const useUnread = (world: World | undefined, meId: string, open: { channel: string; threadTs?: string }) => {
  const [readBy, setReadBy] = useState<Record<string, Read>>({});
  const since = useRef<number | undefined>(undefined);
  if (world && since.current === undefined) since.current = Math.max(0, ...world.messages.map((m) => Number(m.ts)));
  const newest = world?.messages.at(-1)?.ts;

  useEffect(() => {
    const now = Number(newest ?? 0);
    const seen = { [keyOf(open.channel)]: now, ...(open.threadTs && { [keyOf(open.channel, open.threadTs)]: now }) };
    setReadBy((before) => ({ ...before, [meId]: { ...before[meId], ...seen } }));
  }, [newest, meId, open.channel, open.threadTs]);

  const isNew = (message: Message) =>
    message.user !== meId &&
    !message.deleted &&
    (!message.ephemeralTo || message.ephemeralTo === meId) &&
    Number(message.ts) > Math.max(since.current ?? 0, readBy[meId]?.[keyOf(message.channel, message.thread_ts)] ?? 0);
  const fresh = world?.messages.filter(isNew) ?? [];
  return {
    inChannel: (channel: string): number => fresh.filter((m) => m.channel === channel).length,
    inThread: (channel: string, ts: string): number =>
      fresh.filter((m) => m.channel === channel && m.thread_ts === ts).length,
  };
};

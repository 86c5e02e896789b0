import type { Entry } from '../contract/entry.ts';
import { readStandings, type Standing } from '../conversations/state-reader.ts';
import { type ChangeFeed, listenForChanges } from '../db/change-feed.ts';
import type { Db } from '../db/database.ts';
import type { Logger } from '../logger.ts';

/** Somebody attached to a conversation on this node. */
export type Subscriber = {
  readonly conversationId: string;
  /** Was sent every entry up to `seq`. */
  has(seq: number): boolean;
  /** True when it was not sent all that is. */
  isBehind(standing: Standing): boolean;
  /** Something changed: read and send what is missing. Calls while one runs are one more run. */
  refresh(): void;
  /** The same, with what was just committed at hand. */
  offer(entries: Entry[]): void;
};

export type Hub = ReturnType<typeof createHub>;

/**
 * Fans changes out to this node's sockets. Three ways lead here: the request that made the change (at once), NOTIFY from
 * other nodes, and a catch-up every `catchUpMs` that compares standings, since a NOTIFY can be lost.
 */
export const createHub = (options: { db: Db; databaseUrl: string; log: Logger; catchUpMs?: number }) => {
  const byConversation = new Map<string, Set<Subscriber>>();

  const changed = (conversationId: string, seq?: number) => {
    for (const subscriber of byConversation.get(conversationId) ?? [])
      if (seq === undefined || !subscriber.has(seq)) subscriber.refresh();
  };

  const catchUp = async () => {
    const standings = await readStandings(options.db, [...byConversation.keys()]);
    for (const [conversationId, standing] of standings) {
      for (const subscriber of byConversation.get(conversationId) ?? []) {
        if (subscriber.isBehind(standing)) subscriber.refresh();
      }
    }
  };
  const catchUpSafely = () =>
    void catchUp().catch((error: unknown) =>
      options.log.warn({ err: error }, 'The catch-up of sockets failed; it runs again'),
    );

  const feed: ChangeFeed = listenForChanges({
    url: options.databaseUrl,
    onChange: changed,
    onReconnect: catchUpSafely,
    onError: (error) => options.log.warn({ err: error }, 'The change feed was interrupted'),
  });
  // Below the five seconds within which a frame must arrive when a NOTIFY is lost.
  const timer = setInterval(catchUpSafely, options.catchUpMs ?? 3000);

  return {
    changed,
    committed(conversationId: string, entries: Entry[]): void {
      for (const subscriber of byConversation.get(conversationId) ?? []) subscriber.offer(entries);
    },
    attach(subscriber: Subscriber): () => void {
      const all = byConversation.get(subscriber.conversationId) ?? new Set();
      byConversation.set(subscriber.conversationId, all.add(subscriber));
      return () => {
        all.delete(subscriber);
        if (all.size === 0) byConversation.delete(subscriber.conversationId);
      };
    },
    conversations: (): string[] => [...byConversation.keys()],
    feed,
    async stop() {
      clearInterval(timer);
      await feed.stop();
    },
  };
};

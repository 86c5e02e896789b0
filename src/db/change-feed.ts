import { sql } from 'kysely';
import pg from 'pg';
import type { Db } from './database.ts';

const channel = 'conversation_changed';
const heartbeatChannel = 'change_feed_heartbeat';

/** Hints need not be on disk: without this each would wait for a flush, and hold up the flushes of real commits. */
const notify = async (db: Db, payloads: string[]): Promise<void> => {
  await sql`
    with hurried as materialized (select set_config('synchronous_commit', 'off', true))
    select pg_notify(${channel}, payload) from hurried, unnest(${payloads}::text[]) payload`.execute(db);
};
const payloadOf = (conversationId: string, seq: number | undefined): string =>
  seq === undefined ? conversationId : `${conversationId} ${seq}`;

/**
 * Tells every node that a conversation changed. A hint, sent in its own statement after the commit: a NOTIFY inside the
 * transaction takes a database-wide lock at commit. A lost hint is made good by the readers' own catch-up.
 * `seq`: nothing but entries up to this one is new.
 */
export const announceChange = (db: Db, conversationId: string, seq?: number): Promise<void> =>
  notify(db, [payloadOf(conversationId, seq)]);

/**
 * The same for a node that announces much: what comes while one statement is under way goes together in the next one.
 * `onError`: the hints of a statement were lost.
 */
export const createAnnouncer = (db: Db, onError: (error: unknown) => void) => {
  let waiting = new Map<string, number | undefined>();
  let sending = false;

  const send = async () => {
    sending = true;
    while (waiting.size > 0) {
      const payloads = [...waiting].map(([id, seq]) => payloadOf(id, seq));
      waiting = new Map();
      await notify(db, payloads).catch(onError);
    }
    sending = false;
  };

  return (conversationId: string, seq?: number): void => {
    const both = waiting.has(conversationId) ? waiting.get(conversationId) : seq;
    waiting.set(conversationId, seq === undefined || both === undefined ? undefined : Math.max(both, seq));
    if (!sending) void send();
  };
};
export type Announcer = ReturnType<typeof createAnnouncer>;

export type ChangeFeed = { stop(): Promise<void>; readonly listening: boolean };

/**
 * One LISTEN connection with a heartbeat of its own: it notifies itself every `heartbeatMs` and takes a connection that
 * stays silent for three beats for dead. `onReconnect` runs after each new LISTEN, since hints may have been missed.
 */
export const listenForChanges = (options: {
  url: string;
  heartbeatMs?: number;
  onChange: (conversationId: string, seq: number | undefined) => void;
  onReconnect: () => void;
  onError: (error: unknown) => void;
}): ChangeFeed => {
  const heartbeatMs = options.heartbeatMs ?? 5000;
  const silentMs = 3 * heartbeatMs;
  let client: pg.Client | undefined;
  let lastBeat = 0;
  let stopped = false;
  let connecting: Promise<void> | undefined;

  const drop = () => {
    const old = client;
    client = undefined;
    old?.end().catch(options.onError);
  };

  const connect = async () => {
    const next = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: 3000,
      query_timeout: silentMs,
      keepAlive: true,
    });
    next.on('error', (error) => {
      options.onError(error);
      if (client === next) client = undefined;
    });
    next.on('end', () => {
      if (client === next) client = undefined;
    });
    next.on('notification', (note) => {
      lastBeat = Date.now();
      const [conversationId, seq] = (note.channel === channel && note.payload?.split(' ')) || [];
      if (conversationId) options.onChange(conversationId, seq === undefined ? undefined : Number(seq));
    });
    try {
      await next.connect();
      await next.query(`listen ${channel}; listen ${heartbeatChannel}`);
    } catch (error) {
      next.end().catch(options.onError);
      throw error;
    }
    client = next;
    lastBeat = Date.now();
    options.onReconnect();
  };

  const tick = () => {
    if (client && Date.now() - lastBeat > silentMs) {
      options.onError(new Error('The change feed fell silent; connecting anew'));
      drop();
    }
    if (client) client.query(`notify ${heartbeatChannel}`).catch(options.onError);
    else if (!stopped) {
      connecting ??= connect()
        .catch(options.onError)
        .finally(() => {
          connecting = undefined;
        });
    }
  };

  tick();
  const timer = setInterval(tick, heartbeatMs);
  return {
    get listening() {
      return client !== undefined;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await connecting;
      await client?.end();
      client = undefined;
    },
  };
};

import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

/** The database's clock: every instant in a row is by it, so that no skew between machines matters. */
export const databaseNow = sql<Date>`clock_timestamp()`;

const bigintType = 20;

const servingLimits = {
  statement_timeout: 10_000,
  query_timeout: 12_000,
  // A process that stops between two statements must not hold a conversation's lock.
  idle_in_transaction_session_timeout: 10_000,
};

/**
 * Opens a pool of at most `max` connections. A statement may take 10 s, an open transaction may idle for as long, a
 * connection attempt may take 3 s.
 */
export const openDatabase = (url: string, onError: (error: Error) => void, max = 10): Db =>
  open({ connectionString: url, max, ...servingLimits }, onError);

/** One connection for migrations: a statement takes as long as the table is large, and cut short it would never be done. */
export const openForMigrations = (url: string, onError: (error: Error) => void): Db =>
  open({ connectionString: url, max: 1 }, onError);

const open = (limits: pg.PoolConfig, onError: (error: Error) => void): Db => {
  const pool = new pg.Pool({
    ...limits,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === bigintType ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks must not end the process: the pool makes a new one. It listens itself only to idle ones.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
};

/** Runs `work` in a transaction of its own, or in the one that `db` already is. */
export const inTransaction = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db) : db.transaction().execute(work);

/** True for faults of the connection or the server being away: the caller may try again, nothing was accepted. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|57P|53)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT', '57014', '25P03'].includes(code) ||
    /timeout exceeded when trying to connect|Connection terminated|Query read timeout|is not queryable/i.test(
      error.message,
    )
  );
};

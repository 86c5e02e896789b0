import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

/** The database's clock: every instant in a row is by it, so that no skew between machines matters. */
export const databaseNow = sql<Date>`clock_timestamp()`;

const bigintType = 20;

/** Opens a pool of at most `max` connections. A statement may take 10 s, a connection attempt 3 s. */
export const openDatabase = (url: string, onError: (error: Error) => void, max = 10): Db => {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    query_timeout: 12_000,
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

/** True for faults of the connection or the server being away: the caller may try again, nothing was accepted. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(08|57P|53)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', '57014'].includes(code) ||
    /timeout exceeded when trying to connect|Connection terminated|Query read timeout/i.test(error.message)
  );
};

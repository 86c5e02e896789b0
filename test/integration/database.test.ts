import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { isDatabaseAway, openForMigrations } from '../../src/db/database.ts';
import { testDatabase } from '../support/database.ts';

const settingsOf = async (db: Awaited<ReturnType<typeof testDatabase>>['db']) => {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings
    where name in ('statement_timeout', 'idle_in_transaction_session_timeout')`.execute(db);
  return Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]));
};

test('what serves is bounded, a migration is not', async () => {
  const { db, url } = await testDatabase();
  const slow = openForMigrations(url, () => undefined);
  onTestFinished(() => slow.destroy());
  expect(await settingsOf(db)).toEqual({ statement_timeout: 10_000, idle_in_transaction_session_timeout: 10_000 });
  expect(await settingsOf(slow)).toEqual({ statement_timeout: 0, idle_in_transaction_session_timeout: 0 });
});

test('a transaction that idles too long is undone, and the caller may try again', async () => {
  const { db } = await testDatabase();
  const idle = db.transaction().execute(async (tx) => {
    await sql`set local idle_in_transaction_session_timeout = 50`.execute(tx);
    await sql`select pg_sleep(0.2)`.execute(db);
    await sql`select 1`.execute(tx);
  });
  const fault = await idle.catch((error: unknown) => error);
  expect(isDatabaseAway(fault)).toBe(true);
});

import { readdir, readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Db } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);

/** A table that is in use is waited for so long: behind a migration that waits, requests wait too. */
const lockLimitMs = 10_000;

/** Migrations are the SQL files of `migrations/` in the order of their names; once landed they never change. */
const files: MigrationProvider = {
  async getMigrations() {
    const migrations: Record<string, Migration> = {};
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
      const text = await readFile(new URL(name, folder), 'utf8');
      migrations[name.replace('.sql', '')] = {
        up: async (db: Kysely<unknown>) => {
          await sql.raw(`set local lock_timeout = '${lockLimitMs}ms'`).execute(db);
          await sql.raw(text).execute(db);
        },
      };
    }
    return migrations;
  },
};

const migrator = (db: Db) => new Migrator({ db, provider: files });

/** Brings the schema up to date and returns the names applied; all or none. Safe to run twice and from two processes at once. */
export const migrate = async (db: Db): Promise<string[]> => {
  const { error, results } = await migrator(db).migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
};

/** Names of the migrations that this code needs and the database lacks. */
export const pendingMigrations = async (db: Db): Promise<string[]> =>
  (await migrator(db).getMigrations()).filter((m) => !m.executedAt).map((m) => m.name);

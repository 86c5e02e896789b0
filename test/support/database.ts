import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { type Db, openDatabase } from '../../src/db/database.ts';

/** A fresh migrated database, gone after the test (or with `keep`, when `drop` is called). */
export const createTestDatabase = async (): Promise<{ url: string; db: Db; drop: () => Promise<void> }> => {
  const adminUrl = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      // Cloning locks the template; another file may be cloning now.
      await client.query('select pg_advisory_lock(1)');
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await admin(`create database ${name} template template_handoff`);
  const url = adminUrl.replace(/\/[^/]*$/, `/${name}`);
  const db = openDatabase(url, () => undefined);
  return {
    url,
    db,
    drop: async () => {
      await db.destroy();
      await admin(`drop database ${name} with (force)`);
    },
  };
};

export const testDatabase = async (): Promise<{ url: string; db: Db }> => {
  const made = await createTestDatabase();
  onTestFinished(made.drop);
  return made;
};

import { readDatabaseUrl } from '../config.ts';
import { openForMigrations } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { fail } from './fail.ts';

try {
  const db = openForMigrations(readDatabaseUrl(process.env), fail);
  const applied = await migrate(db);
  await db.destroy();
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date');
} catch (error) {
  fail(error);
}

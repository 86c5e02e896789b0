import { readDatabaseUrl } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { fail } from './fail.ts';

try {
  const db = openDatabase(readDatabaseUrl(process.env), fail, 1);
  const applied = await migrate(db);
  await db.destroy();
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date');
} catch (error) {
  fail(error);
}

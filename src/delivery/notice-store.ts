import type { Selectable } from 'kysely';
import { type Db, databaseNow } from '../db/database.ts';
import type { Database } from '../db/schema.ts';

/** Something said to an agent outside of a handoff's life. Throws when there is no such notice. */
export const readNotice = (db: Db, id: string): Promise<Selectable<Database['notices']>> =>
  db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

export const noteNoticePosted = async (db: Db, id: string): Promise<void> => {
  await db.updateTable('notices').set({ posted_at: databaseNow }).where('id', '=', id).execute();
};

export const noteNoticeFailed = async (db: Db, id: string): Promise<void> => {
  await db.updateTable('notices').set({ failed_at: databaseNow }).where('id', '=', id).execute();
};

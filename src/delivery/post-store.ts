import { sql } from 'kysely';
import { type Db, databaseNow } from '../db/database.ts';

export type PostAttempt = {
  key: string;
  workspaceId: string | null;
  provider: string;
  threadRef: string | null;
  /** Customer entries up to this `seq` are served by the post. */
  throughSeq: number | null;
};

export type PostState =
  | { before: 'new' }
  /** sending: the outcome of an earlier attempt is unknown. failed: it certainly was not posted. */
  | { before: 'sending' | 'failed'; firstAttemptAt: Date; attempts: number }
  | { before: 'posted'; externalRef: string };

/** Marks an attempt as begun, before anything is sent, and tells how the last one stood. */
export const beginPost = async (db: Db, attempt: PostAttempt): Promise<PostState> => {
  const { rows } = await sql<{
    result: { before: PostState['before']; externalRef?: string; firstAttemptAt?: string; attempts?: number };
  }>`
    select begin_post(${attempt.key}, ${attempt.workspaceId}, ${attempt.provider}, ${attempt.threadRef},
      ${attempt.throughSeq}) as result`.execute(db);
  const result = rows[0]?.result;
  if (!result || result.before === 'new') return { before: 'new' };
  if (result.before === 'posted') return { before: 'posted', externalRef: result.externalRef ?? '' };
  return {
    before: result.before,
    firstAttemptAt: new Date(result.firstAttemptAt ?? 0),
    attempts: result.attempts ?? 1,
  };
};

export const notePosted = async (db: Db, key: string, externalRef: string): Promise<void> => {
  await db
    .updateTable('posts')
    .set({ state: 'posted', external_ref: externalRef, posted_at: databaseNow })
    .where('post_key', '=', key)
    .execute();
};

/** The attempt certainly posted nothing: the next one need not look first. */
export const noteNotPosted = async (db: Db, key: string): Promise<void> => {
  await db.updateTable('posts').set({ state: 'failed' }).where('post_key', '=', key).execute();
};

export const readPost = async (db: Db, key: string) => {
  const row = await db
    .selectFrom('posts')
    .select(['state', 'external_ref', 'created_at'])
    .where('post_key', '=', key)
    .executeTakeFirst();
  return row && { state: row.state, externalRef: row.external_ref ?? '', firstAttemptAt: row.created_at };
};

/** The posts whose keys begin so; '~' sorts behind every character of a key. */
const keyed = (prefix: string) =>
  sql<boolean>`post_key collate "C" >= ${prefix} and post_key collate "C" < ${`${prefix}~`}`;

/** A batch of customer messages whose posting was begun and not finished: the next attempt posts the same batch. */
export const unfinishedBatch = async (db: Db, keyPrefix: string): Promise<{ throughSeq: number } | undefined> => {
  const row = await db
    .selectFrom('posts')
    .select('through_seq')
    .where(keyed(keyPrefix))
    .where('state', '<>', 'posted')
    .orderBy('through_seq')
    .limit(1)
    .executeTakeFirst();
  return row?.through_seq != null ? { throughSeq: row.through_seq } : undefined;
};

/** Up to which `seq` batches were posted, as the posts know: a crash may have come before the handoff's row knew. */
export const postedThrough = async (db: Db, keyPrefix: string): Promise<number> => {
  const row = await db
    .selectFrom('posts')
    .select((e) => e.fn.max('through_seq').as('through'))
    .where(keyed(keyPrefix))
    .where('state', '=', 'posted')
    .executeTakeFirst();
  return row?.through ?? 0;
};

/** How often the post that failed most was tried, of those whose keys begin so and that are not posted. */
export const mostAttempts = async (db: Db, keyPrefix: string): Promise<number> => {
  const row = await db
    .selectFrom('posts')
    .select((e) => e.fn.max('attempts').as('attempts'))
    .where(keyed(keyPrefix))
    .where('state', '<>', 'posted')
    .executeTakeFirst();
  return row?.attempts ?? 0;
};

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Entry } from '../contract/entry.ts';
import { newId } from '../contract/new-id.ts';
import type { Db } from '../db/database.ts';

const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export type Customer = { name?: string | undefined; email?: string | undefined };
export type Page = { url: string; title?: string | undefined };

/** A new conversation and the secret that resumes it; only the secret's hash is kept. */
export const openConversation = async (
  db: Db,
  workspaceId: string,
  about: { customer?: Customer | undefined; page?: Page | undefined },
): Promise<{ conversationId: string; resumeSecret: string }> => {
  const conversationId = newId('cv');
  const resumeSecret = randomBytes(32).toString('base64url');
  await db
    .insertInto('conversations')
    .values({
      id: conversationId,
      workspace_id: workspaceId,
      resume_secret_hash: hash(resumeSecret),
      customer_name: about.customer?.name ?? null,
      customer_email: about.customer?.email ?? null,
      page_url: about.page?.url ?? null,
      page_title: about.page?.title ?? null,
    })
    .execute();
  return { conversationId, resumeSecret };
};

/** True when the secret resumes the conversation. The page is updated: agents want to know where the customer is now. */
export const resumeConversation = async (
  db: Db,
  workspaceId: string,
  resume: { conversationId: string; secret: string },
  page: Page | undefined,
): Promise<boolean> => {
  const row = await db
    .selectFrom('conversations')
    .select('resume_secret_hash')
    .where('id', '=', resume.conversationId)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();
  if (!row || !timingSafeEqual(row.resume_secret_hash, hash(resume.secret))) return false;
  if (page) {
    await db
      .updateTable('conversations')
      .set({ page_url: page.url, page_title: page.title ?? null })
      .where('id', '=', resume.conversationId)
      .execute();
  }
  return true;
};

/** Where the customer wants to be reached; null forgets it. */
export const noteCustomerEmail = async (db: Db, conversationId: string, email: string | null): Promise<void> => {
  await db.updateTable('conversations').set({ customer_email: email }).where('id', '=', conversationId).execute();
};

/** The conversation of that id, if it is the workspace's. */
export const findConversation = (
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ id: string; epoch: number } | undefined> =>
  db
    .selectFrom('conversations')
    .select(['id', 'epoch'])
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst();

export type AcceptedMessage =
  | { outcome: 'accepted'; entry: Entry; handoffId?: string; ring: boolean; answer: boolean; epoch: number }
  | { outcome: 'duplicate'; entry: Entry; sameText: boolean }
  | { outcome: 'handoff_ended' }
  | { outcome: 'unknown_conversation' };

/** Commits a customer's message in one round trip; see migrations/007-accept-in-one-trip.sql for the outcomes. */
export const acceptCustomerMessage = async (
  db: Db,
  message: {
    workspaceId: string;
    conversationId: string;
    clientId: string;
    text: string;
    handoffId: string | null;
  },
): Promise<AcceptedMessage> => {
  const { rows } = await sql<{ result: AcceptedMessage }>`
    select accept_customer_message(${message.workspaceId}, ${message.conversationId}, ${message.clientId},
      ${message.text}, ${message.handoffId}) as result`.execute(db);
  return one(rows).result;
};

export type CommittedTurn =
  | { outcome: 'accepted' | 'duplicate'; entry: Entry; epoch?: number }
  | { outcome: 'stale'; epoch: number }
  | { outcome: 'unknown_conversation' };

/** Commits an assistant's turn unless people own the conversation, or did since `epoch`. `epoch` null: whatever it is. */
export const commitAssistantTurn = async (
  db: Db,
  turn: {
    workspaceId: string;
    conversationId: string;
    text: string;
    epoch: number | null;
    replyTo: number | null;
    clientId: string | null;
  },
): Promise<CommittedTurn> => {
  const { rows } = await sql<{ result: CommittedTurn }>`
    select commit_assistant_turn(${turn.workspaceId}, ${turn.conversationId}, ${turn.epoch}, ${turn.replyTo},
      ${turn.clientId}, ${turn.text}) as result`.execute(db);
  return one(rows).result;
};

/** How many entries one answer of the API holds at most. */
export const entriesPerPage = 200;

/** At most `limit` entries after `after`, ascending. */
export const readEntries = async (
  db: Db,
  conversationId: string,
  after: number,
  limit = entriesPerPage,
): Promise<Entry[]> => {
  const { rows } = await sql<{ entry: Entry }>`
    select entry_json(m) as entry from messages m
    where m.conversation_id = ${conversationId} and m.seq > ${after} order by m.seq limit ${limit}`.execute(db);
  return rows.map((row) => row.entry);
};

/** Where the last `count` entries of a conversation begin. */
export const startOfLast = async (db: Db, conversationId: string, count: number): Promise<number> => {
  const row = await db
    .selectFrom('conversations')
    .select('last_seq')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  return Math.max(0, row.last_seq - count);
};

const one = <T>(rows: T[]): T => {
  const [row] = rows;
  if (!row) throw new Error('The database answered no row');
  return row;
};

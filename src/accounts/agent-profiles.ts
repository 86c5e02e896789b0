import { sql } from 'kysely';
import type { AgentChannel } from '../channels/agent-channel.ts';
import type { Db } from '../db/database.ts';

/** How long a node goes by what it asked about an agent; the row itself is read from the channel once a day. */
const askAgainMs = 3_600_000;
const mostKnown = 10_000;

/**
 * Makes the function that reads an agent's name and avatar from the channel when ours are older than a day. It answers
 * true when something changed.
 */
export const createProfileRefresh = (db: Db, channel: AgentChannel): ((agentId: string) => Promise<boolean>) => {
  const asked = new Map<string, { at: number; changed: Promise<boolean> }>();

  const refresh = async (agentId: string): Promise<boolean> => {
    const due = await sql<{ external_id: string }>`
      update agents set fetched_at = now()
      where id = ${agentId} and (fetched_at is null or fetched_at < now() - interval '1 day')
      returning external_id`.execute(db);
    const [row] = due.rows;
    if (!row) return false;
    try {
      const { name, avatar } = await channel.describeAgent(row.external_id);
      await db
        .updateTable('agents')
        .set({ name, avatar: avatar?.bytes ?? null, avatar_type: avatar?.type ?? null })
        .where('id', '=', agentId)
        .execute();
      return true;
    } catch (error) {
      await db.updateTable('agents').set({ fetched_at: null }).where('id', '=', agentId).execute();
      throw error;
    }
  };

  return async (agentId) => {
    const now = Date.now();
    const known = asked.get(agentId);
    // Whoever comes while it is asked waits for the same answer.
    if (known && now - known.at < askAgainMs) return known.changed;
    if (asked.size >= mostKnown) asked.clear();
    const changed = refresh(agentId);
    asked.set(agentId, { at: now, changed });
    try {
      const answer = await changed;
      asked.set(agentId, { at: now, changed: Promise.resolve(false) });
      return answer;
    } catch (error) {
      asked.delete(agentId);
      throw error;
    }
  };
};

export const readAvatar = async (db: Db, agentId: string): Promise<{ bytes: Buffer; type: string } | undefined> => {
  const row = await db
    .selectFrom('agents')
    .select(['avatar', 'avatar_type'])
    .where('id', '=', agentId)
    .executeTakeFirst();
  return row?.avatar && row.avatar_type ? { bytes: row.avatar, type: row.avatar_type } : undefined;
};

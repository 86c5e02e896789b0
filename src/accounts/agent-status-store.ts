import { sql } from 'kysely';
import type { AgentStatusEvent } from '../contract/agent-status.ts';
import type { Db } from '../db/database.ts';

export type AgentStatusOutcome = { outcome: 'accepted' | 'duplicate'; awaySince?: Date };

/** Commits that an agent is away or back, deduped by the event's keys; see migrations/012-agents-away.sql. */
export const acceptAgentStatus = async (
  db: Db,
  provider: string,
  event: AgentStatusEvent,
): Promise<AgentStatusOutcome> => {
  const { rows } = await sql<{ outcome: AgentStatusOutcome['outcome']; away_since: Date | null }>`
    select * from accept_agent_status(${provider}, ${JSON.stringify(event)}::jsonb)`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('The database answered no row');
  return { outcome: row.outcome, ...(row.away_since && { awaySince: row.away_since }) };
};

/** Since when an agent is away by their own choice; undefined when they are not. */
export const readAwaySince = async (db: Db, provider: string, externalId: string): Promise<Date | undefined> => {
  const row = await db
    .selectFrom('agents')
    .select('away_since')
    .where('provider', '=', provider)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row?.away_since ?? undefined;
};

/** Whether anybody at all is away by their own choice. */
export const isAnybodyAway = async (db: Db, provider: string): Promise<boolean> => {
  const row = await db
    .selectFrom('agents')
    .select('id')
    .where('provider', '=', provider)
    .where('away_since', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** Who of these agents is away by their own choice. */
export const readAwayAmong = async (db: Db, provider: string, externalIds: string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ external_id: string }>`
    select external_id from agents
    where provider = ${provider} and external_id = any(${externalIds}::text[]) and away_since is not null`.execute(db);
  return new Set(rows.map((row) => row.external_id));
};

/** The live handoffs of some channels: how many are with the team or on their way there, and how many wait for a place. */
export const countHandoffsIn = async (
  db: Db,
  provider: string,
  channels: string[],
): Promise<{ live: number; queued: number }> => {
  const { rows } = await sql<{ live: number; queued: number }>`
    select count(*) filter (where admitted_at is not null)::int as live,
      count(*) filter (where status = 'queued' and admitted_at is null)::int as queued
    from handoffs where provider = ${provider} and channel = any(${channels}::text[]) and status <> 'ended'`.execute(
    db,
  );
  return rows[0] ?? { live: 0, queued: 0 };
};

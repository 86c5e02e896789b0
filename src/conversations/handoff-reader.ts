import { type Selectable, sql } from 'kysely';
import type { TeamHours } from '../availability/team-hours.ts';
import type { Db } from '../db/database.ts';
import type { Database } from '../db/schema.ts';
import { type HandoffTimes, runningClocks } from '../handoffs/clocks.ts';
import type { HandoffSnapshot } from '../handoffs/snapshot.ts';

export type HandoffRow = Selectable<Database['handoffs']> & {
  /** The database's clock at the time of the reading. */
  read_at: Date;
  /** The instant that opening hours are read at. */
  hours_at: Date;
  away_since: Date | null;
  agent_external_id: string | null;
  /** Of the agent who ended it, if one did. */
  ended_by_external_id: string | null;
  /** last_activity_at in the database's own precision, for compare-and-set. */
  last_activity_text: string;
};

/** The row of a handoff with the instants that its clocks need. Throws when there is none. */
export const readHandoff = async (db: Db, handoffId: string): Promise<HandoffRow> => {
  const { rows } = await sql<HandoffRow>`
    select h.*, clock_timestamp() as read_at, hours_now() as hours_at, customer_away_since(h.conversation_id) as away_since,
      a.external_id as agent_external_id, e.external_id as ended_by_external_id,
      h.last_activity_at::text as last_activity_text
    from handoffs h left join agents a on a.id = h.agent_id left join agents e on e.id = h.ended_by where h.id = ${handoffId}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error(`There is no handoff ${handoffId}`);
  return row;
};

/** At most 100 handoffs of a conversation, newest first, as its host reads them. */
export const listHandoffs = (db: Db, conversationId: string) =>
  db
    .selectFrom('handoffs')
    .select([
      'id',
      'status',
      'end_reason as endReason',
      'ended_by as endedBy',
      'requested_by as requestedBy',
      'reason',
      'requested_at as requestedAt',
      'waiting_at as waitingAt',
      'active_at as activeAt',
      'ended_at as endedAt',
    ])
    .where('conversation_id', '=', conversationId)
    .orderBy('requested_at', 'desc')
    .limit(100)
    .execute();

/** Whether the handoff is one of the conversation's. */
export const isHandoffOf = async (db: Db, conversationId: string, handoffId: string): Promise<boolean> => {
  const row = await db
    .selectFrom('handoffs')
    .select('id')
    .where('id', '=', handoffId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return row !== undefined;
};

/** Nobody has answered yet: hours and limits still decide. */
const undecided = ['requested', 'scheduled', 'queued', 'waiting'] as const;

/** At most `limit` handoffs of one workspace or all that new hours or limits may decide otherwise, first come first. */
export const listUndecided = async (db: Db, workspaceId?: string, limit = 100): Promise<string[]> => {
  const rows = await db
    .selectFrom('handoffs')
    .select('id')
    .$if(workspaceId !== undefined, (query) => query.where('workspace_id', '=', workspaceId ?? ''))
    .where('status', 'in', undecided)
    .orderBy('requested_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
};

/** Notes that the workflow has seen the row as it was read: the sweeper stops ringing for it. */
export const noteSeen = async (db: Db, row: HandoffRow): Promise<void> => {
  await sql`update handoffs set seen_at = ${row.read_at} where id = ${row.id}
    and (seen_at is null or seen_at < changed_at or seen_at < ${row.away_since})`.execute(db);
};

/** Notes the version of the settings by which its workflow knows when the team closes: the sweeper stops ringing for it. */
export const noteDecidedUnder = async (db: Db, handoffId: string, version: number): Promise<void> => {
  await sql`update handoffs set settings_version = ${version} where id = ${handoffId} and settings_version < ${version}`.execute(
    db,
  );
};

/** Notes how long the workflow waits by itself before its next try; undefined: it waits for none. */
export const noteRetryPause = async (db: Db, row: HandoffRow, retryInMs: number | undefined): Promise<void> => {
  if (retryInMs === undefined && row.retry_at === null) return;
  await sql`update handoffs set retry_at = clock_timestamp() + make_interval(secs => ${retryInMs ?? null}::float8 / 1000)
    where id = ${row.id}`.execute(db);
};

/** `hours` of the workspace at `row.hours_at`, for a handoff that closing time would end. */
export const handoffTimes = (row: HandoffRow, hours?: TeamHours): HandoffTimes => ({
  now: row.read_at.getTime(),
  status: row.status,
  lastActivityAt: row.last_activity_at.getTime(),
  firstResponseMinutes: row.first_response_minutes,
  inactivityMinutes: row.inactivity_minutes,
  queueMinutes: row.queue_minutes,
  ...(row.admitted_at && { admittedAt: row.admitted_at.getTime() }),
  ...(row.queued_at && { queuedAt: row.queued_at.getTime() }),
  ...(row.opens_at && { opensAt: realTime(row, row.opens_at) }),
  ...closing(row, hours),
  ...(row.warned_at && { warnedAt: row.warned_at.getTime() }),
  ...(row.away_since && { awaySince: row.away_since.getTime() }),
});

/** An instant of the opening hours on the clock that the row's other times are by. */
const realTime = (row: HandoffRow, at: Date): number => at.getTime() - row.hours_at.getTime() + row.read_at.getTime();

const closing = (row: HandoffRow, hours: TeamHours | undefined): Pick<HandoffTimes, 'closesAt'> => {
  if (hours?.state === 'closed') return { closesAt: row.read_at.getTime() };
  return hours && 'closesAt' in hours && hours.closesAt ? { closesAt: realTime(row, hours.closesAt) } : {};
};

export const snapshotOf = (row: HandoffRow, hours?: TeamHours, retryInMs?: number): HandoffSnapshot => {
  const [clock] = runningClocks(handoffTimes(row, hours));
  return {
    status: row.status,
    admitted: row.admitted_at !== null,
    threadOpen: row.thread_ref !== null,
    threadClosed: row.thread_closed_at !== null,
    ...(row.end_reason && { endReason: row.end_reason }),
    ...(row.agent_external_id && { agent: row.agent_external_id }),
    ...(clock && { clock: clock.name, dueInMs: clock.at - row.read_at.getTime() }),
    ...(retryInMs !== undefined && { retryInMs }),
  };
};

import { sql } from 'kysely';
import type { TeamHours } from '../availability/team-hours.ts';
import type { Entry } from '../contract/entry.ts';
import type { EndReason, Requester, WhenClosed } from '../contract/handoff.ts';
import type { InboundEvent } from '../contract/inbound-event.ts';
import { newId } from '../contract/new-id.ts';
import type { Settings } from '../contract/settings.ts';
import { type Db, databaseNow } from '../db/database.ts';
import type { Capacity } from './capacity.ts';

const call = async <T>(query: ReturnType<typeof sql<{ result: T }>>, db: Db): Promise<T> => {
  const [row] = (await query.execute(db)).rows;
  if (!row) throw new Error('The database answered no row');
  return row.result;
};

export type HandoffRequest =
  | { outcome: 'requested'; handoffId: string; entry: Entry }
  | { outcome: 'existing'; handoffId: string }
  | { outcome: 'unknown_conversation' };

/** Commits a handoff in `requested`, or names the live one. The caller starts its workflow afterwards. */
export const requestHandoff = (
  db: Db,
  request: {
    workspaceId: string;
    conversationId: string;
    requestedBy: Requester;
    reason: string | null;
    whenClosed: WhenClosed;
    channel: string;
    settings: Settings;
    settingsVersion: number;
  },
): Promise<HandoffRequest> => {
  const { settings } = request;
  return call(
    sql`select request_handoff(${request.workspaceId}, ${request.conversationId}, ${newId('ho')},
      ${request.requestedBy}, ${request.reason}, ${request.whenClosed}, ${settings.provider}, ${request.channel},
      ${request.settingsVersion}, ${settings.firstResponseTimeoutMinutes ?? settings.inactivityTimeoutMinutes},
      ${settings.inactivityTimeoutMinutes}, ${settings.availability.queueTimeoutMinutes}) as result`,
    db,
  );
};

type AgentEventEffects = {
  conversationId?: string;
  handoffId?: string;
  entries?: Entry[];
  ring?: boolean;
  agentId?: string;
  /** A contact request whose workflow is to look. */
  contactRequestId?: string;
  /** A queued handoff that may take the place that an end has freed. */
  next?: string;
};
export type AgentEventOutcome = AgentEventEffects & {
  outcome:
    | 'accepted'
    | 'duplicate'
    | 'parked'
    | 'foreign'
    | 'contact_thread'
    | 'already_handled'
    | 'superseded'
    | 'after_end'
    | 'already_claimed';
  /** A notice to the agent that was written in the same transaction and wants its workflow. */
  noticeId?: string;
};

/**
 * Commits what an agent did in one round trip, deduped by the event's keys; see migrations/013-contact-deliveries.sql.
 * What was parked for the thread goes first.
 */
export const acceptAgentEvent = (db: Db, provider: string, event: InboundEvent): Promise<AgentEventOutcome> =>
  call(sql`select accept_agent_event(${provider}, ${JSON.stringify(event)}::jsonb) as result`, db);

/** Commits the parked events of a thread that is known by now, in their order. */
export const settleParkedEvents = (db: Db, provider: string, threadRef: string): Promise<AgentEventEffects> =>
  call(sql`select settle_parked_events(${provider}, ${threadRef}) as result`, db);

export type EndOutcome =
  | { outcome: 'ended'; reason: EndReason; conversationId: string; entries: Entry[]; next?: string }
  | { outcome: 'already'; reason: EndReason; conversationId: string }
  | { outcome: 'refused'; lastActivityAt: string }
  | { outcome: 'unknown_handoff' };

/**
 * The one way to end a handoff. `believed` is the activity instant that a clock went by, as the database wrote it;
 * an end without it always succeeds. `ifAway` refuses when the customer is back.
 */
export const endHandoff = (
  db: Db,
  end: { handoffId: string; reason: EndReason; by: string; believed?: string; ifAway?: boolean },
): Promise<EndOutcome> =>
  call(
    sql`select end_handoff(${end.handoffId}, ${end.reason}, ${end.by}, ${end.believed ?? null}::timestamptz,
      ${end.ifAway ?? false}) as result`,
    db,
  );

/** What admission is decided by, found a moment ago. */
export type AdmissionFindings = Capacity & {
  availability: TeamHours['state'];
  opensAt?: string;
  atClosing: 'end' | 'wait';
  queues: boolean;
  /** The workspace's channel; null when live agent is off or has none. */
  channel: string | null;
  settingsVersion: number;
};

/** Decides a handoff that nobody has taken yet; see migrations/015-hours-and-places.sql. */
export const admitHandoff = (
  db: Db,
  handoffId: string,
  found: AdmissionFindings,
): Promise<{
  outcome: 'admitted' | 'queued' | 'scheduled' | 'ended' | 'unchanged';
  conversationId?: string;
}> => call(sql`select admit_handoff(${handoffId}, ${JSON.stringify(found)}::jsonb) as result`, db);

export const recordHandoffThread = (
  db: Db,
  handoffId: string,
  threadRef: string,
): Promise<{ conversationId: string }> =>
  call(sql`select record_handoff_thread(${handoffId}, ${threadRef}) as result`, db);

/** Writes the warning line before the inactivity end; refused when there is newer activity than believed. */
export const warnOfInactivity = (
  db: Db,
  handoffId: string,
  believed: string,
  endsAt: string,
): Promise<{ outcome: 'warned' | 'refused'; conversationId: string }> =>
  call(sql`select warn_of_inactivity(${handoffId}, ${believed}::timestamptz, ${endsAt}::timestamptz) as result`, db);

/** Notes how far the thread was served; true when more waits. Clears the bell's pending mark when nothing does. */
export const noteDelivered = (db: Db, handoffId: string, through: number): Promise<boolean> =>
  call(sql`select note_delivered(${handoffId}, ${through}) as result`, db);

/** Its workflow was started: the sweeper does not start it. */
export const noteHandoffStarted = async (db: Db, handoffId: string): Promise<void> => {
  await db.updateTable('handoffs').set({ workflow_started_at: databaseNow }).where('id', '=', handoffId).execute();
};

/** The card and the history are in the thread. */
export const noteThreadOpened = async (db: Db, handoffId: string): Promise<void> => {
  await sql`update handoffs set thread_opened_at = clock_timestamp() where id = ${handoffId} and thread_opened_at is null`.execute(
    db,
  );
};

/** The thread tells the end, or nobody can be told any more: nothing is left to do for the handoff. */
export const noteThreadClosed = async (db: Db, handoffId: string): Promise<void> => {
  await sql`update handoffs set thread_closed_at = clock_timestamp() where id = ${handoffId} and thread_closed_at is null`.execute(
    db,
  );
};

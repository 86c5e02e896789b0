import type { EndReason } from '../src/contract/handoff.ts';
import { closingHours, decideAdmission } from '../src/conversations/admission.ts';
import {
  type HandoffRow,
  handoffTimes,
  noteRetryPause,
  noteSeen,
  readHandoff,
  snapshotOf,
} from '../src/conversations/handoff-reader.ts';
import { endHandoff as endInPostgres, noteThreadClosed, warnOfInactivity } from '../src/conversations/handoff-store.ts';
import { announceChange } from '../src/db/change-feed.ts';
import { NoSlotYetError } from '../src/delivery/pacer.ts';
import {
  deliverWaiting,
  failuresBefore,
  openHandoffThread,
  readCard,
  recoverThread,
  sayInThread,
} from '../src/delivery/thread-delivery.ts';
import { runningClocks, warningLeadMs } from '../src/handoffs/clocks.ts';
import { endWords } from '../src/handoffs/end-words.ts';
import type { HandoffSnapshot } from '../src/handoffs/snapshot.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { aloneOnThread } from './alone-on-thread.ts';
import { channelAway, judgeChannelFault, pauseAfter } from './channel-faults.ts';
import { tryLater } from './try-later.ts';

/** When to look again for a thread that another attempt works on. */
const threadHeldMs = 3000;

/** The activities of the handoff workflow. Each looks into Postgres, acts, and answers with how the row stands then. */
export const createHandoffActivities = (deps: ActivityDeps) => {
  const { db, channel, gateway, log } = deps;

  /** `acted`: the row as it was acted on. What changed since then counts as unseen, and is rung for. */
  const snapshot = async (
    handoffId: string,
    more: { acted?: HandoffRow; retryInMs?: number } = {},
  ): Promise<HandoffSnapshot> => {
    const row = await readHandoff(db, handoffId);
    await noteRetryPause(db, row, more.retryInMs);
    // All that is left to do after an end is closing the thread, which its own activity sees to.
    const seen = row.status === 'ended' ? row : more.acted;
    if (seen) await noteSeen(db, seen);
    return snapshotOf(row, await closingHours(db, row), more.retryInMs);
  };

  const end = async (
    handoffId: string,
    reason: EndReason,
    by: string,
    belief: { believed?: string; ifAway?: boolean } = {},
  ) => {
    const outcome = await endInPostgres(db, { handoffId, reason, by, ...belief });
    if (outcome.outcome === 'ended') {
      await announceChange(db, outcome.conversationId);
      // The freed place; a lost ring is the sweeper's.
      if (outcome.next) await gateway.ring(outcome.next);
    }
    return outcome.outcome;
  };

  /** Turns the channel's faults into "ended" or "look again later". `work` answers with the row that agents were shown. */
  const onThread = async (
    handoffId: string,
    work: (row: HandoffRow, signal: AbortSignal) => Promise<HandoffRow | undefined>,
  ): Promise<HandoffSnapshot> => {
    const done = await aloneOnThread(db, handoffId, async (row, signal) => {
      try {
        const acted = await work(row, signal);
        return await snapshot(handoffId, acted ? { acted } : {});
      } catch (error) {
        const verdict = judgeChannelFault(error);
        if (verdict.is === 'passing') {
          const failures = error instanceof NoSlotYetError ? 0 : await failuresBefore(db, handoffId);
          return await snapshot(handoffId, { retryInMs: pauseAfter(failures, verdict.retryInMs) });
        }
        log.warn({ err: error, handoffId }, 'A handoff ends because its agent channel can not be used');
        await end(handoffId, 'channel_unreachable', `channel: ${verdict.code}`);
        return await snapshot(handoffId);
      }
    });
    return done ?? snapshot(handoffId, { retryInMs: threadHeldMs });
  };

  const open = async (row: HandoffRow, signal: AbortSignal): Promise<void> => {
    await openHandoffThread({ db, channel }, row, signal);
    await announceChange(db, row.conversation_id);
  };

  const admitRow = async (row: HandoffRow): Promise<void> => {
    const { outcome, conversationId } = await decideAdmission(deps, row);
    if (outcome !== 'unchanged' && conversationId) await announceChange(db, conversationId);
  };

  return {
    /** Decides availability and capacity for a handoff that is requested, scheduled or queued. */
    async admit(handoffId: string): Promise<HandoffSnapshot> {
      const row = await readHandoff(db, handoffId);
      await admitRow(row);
      return snapshot(handoffId, { acted: row });
    },

    /** Posts the card and the history, then what the customer wrote meanwhile. */
    openThread(handoffId: string): Promise<HandoffSnapshot> {
      return onThread(handoffId, async (row, signal) => {
        if (row.status === 'ended') return undefined;
        await open(row, signal);
        await deliverWaiting({ db, channel }, await readHandoff(db, handoffId), signal);
        // An agent who came meanwhile is not on the card yet: that is for the next look.
        return undefined;
      });
    },

    /** Delivers what waits, and shows agents who has the handoff and that it is about to end. */
    attend(handoffId: string): Promise<HandoffSnapshot> {
      return onThread(handoffId, async (found, signal) => {
        if (found.status === 'ended') return undefined;
        // A fault may have come between the card and the history.
        if (!found.thread_opened_at) await open(found, signal);
        const row = found.thread_opened_at ? found : await readHandoff(db, handoffId);
        // The customer's words first: a card that can't be changed must not hold them back.
        const delivered = await deliverWaiting({ db, channel }, row, signal);
        if (delivered > 0) await announceChange(db, row.conversation_id);
        const claimed = row.status === 'active' && (row.seen_at === null || row.seen_at < row.changed_at);
        if (claimed && row.thread_ref) await channel.setCard(row.thread_ref, await readCard(db, row));
        if (row.warned_at && row.warned_at >= row.last_activity_at)
          await sayInThread({ db, channel }, row, `warning/${row.warned_at.getTime()}`, warningLine(row), signal);
        return row;
      });
    },

    /** A clock is due as the workflow knows it. The row decides: ended, warned, or so much is left. */
    async checkClocks(handoffId: string): Promise<HandoffSnapshot> {
      const row = await readHandoff(db, handoffId);
      const hours = await closingHours(db, row);
      const [clock] = runningClocks(handoffTimes(row, hours));
      if (!clock || clock.at > row.read_at.getTime()) return snapshotOf(row, hours);
      const believed = row.last_activity_text;
      if (clock.name === 'closing' && row.status === 'queued') {
        // Who asked to be called when the team opens is called at the next opening.
        await admitRow(row);
      } else if (clock.end) {
        await end(handoffId, clock.end, 'clock', { believed, ifAway: clock.name === 'customer_away' });
      } else if (clock.name === 'inactivity_warning') {
        const endsAt = new Date(row.read_at.getTime() + warningLeadMs(row.inactivity_minutes)).toISOString();
        const { outcome, conversationId } = await warnOfInactivity(db, handoffId, believed, endsAt);
        if (outcome === 'warned') {
          await announceChange(db, conversationId);
          // The next look tells the agents.
          return snapshot(handoffId, { retryInMs: 0 });
        }
      }
      return snapshot(handoffId);
    },

    /** Ends the handoff whatever its state: an operator's wish, or the workflow's cancellation. */
    async endHandoff(handoffId: string, reason: EndReason): Promise<HandoffSnapshot> {
      await end(handoffId, reason, 'operator');
      return snapshot(handoffId);
    },

    /**
     * After the end: the messages that were accepted before it, the card, a closing line. Faults of the channel that
     * may pass are thrown for Temporal to retry; after fatal ones the thread counts as closed.
     */
    async closeThread(handoffId: string): Promise<HandoffSnapshot> {
      const done = await aloneOnThread(db, handoffId, async (found, signal) => {
        if (!found.thread_closed_at) {
          try {
            const lost = !found.thread_ref && (await recoverThread({ db, channel }, found));
            const row = lost ? await readHandoff(db, handoffId) : found;
            await deliverWaiting({ db, channel }, row, signal);
            if (row.thread_ref) await channel.setCard(row.thread_ref, await readCard(db, row));
            await sayInThread({ db, channel }, row, 'closing', closingLine(row), signal);
          } catch (error) {
            const verdict = judgeChannelFault(error);
            if (verdict.is === 'passing') throw channelAway(verdict.retryInMs);
          }
          await noteThreadClosed(db, handoffId);
        }
        return snapshot(handoffId);
      });
      if (done) return done;
      throw tryLater('Held', 'Another attempt works on this thread', threadHeldMs);
    },

    /** The thread could not be told of the end for days: nothing more is tried. */
    giveUpThread: (handoffId: string): Promise<void> => noteThreadClosed(db, handoffId),
  };
};

const warningLine = (row: HandoffRow): string => {
  const minutes = Math.max(1, Math.round(warningLeadMs(row.inactivity_minutes) / 60_000));
  return `No messages for a while. This session ends in ${minutes} min unless somebody writes.`;
};

const closingLine = (row: HandoffRow): string =>
  `This session has ended (${row.end_reason ? endWords[row.end_reason] : ''}). Replies here no longer reach the customer.`;

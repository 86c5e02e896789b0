import { ApplicationFailure, Context } from '@temporalio/activity';
import { availabilityAt } from '../src/availability/availability.ts';
import type { EndReason } from '../src/contract/handoff.ts';
import {
  type HandoffRow,
  handoffTimes,
  noteRetryPause,
  noteSeen,
  readHandoff,
  snapshotOf,
} from '../src/conversations/handoff-reader.ts';
import { admitHandoff, endHandoff as endInPostgres, warnOfInactivity } from '../src/conversations/handoff-store.ts';
import { announceChange } from '../src/db/change-feed.ts';
import { databaseNow } from '../src/db/database.ts';
import { releaseLease, renewLease, takeLease } from '../src/delivery/delivery-lease.ts';
import {
  deliverWaiting,
  failuresBefore,
  openHandoffThread,
  readCard,
  recoverThread,
  sayInThread,
} from '../src/delivery/thread-delivery.ts';
import { runningClocks, warningLeadMs } from '../src/handoffs/clocks.ts';
import type { HandoffSnapshot } from '../src/handoffs/snapshot.ts';
import { readSettings } from '../src/settings/settings-store.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { judgeChannelFault } from './channel-faults.ts';
import { withHeartbeat } from './heartbeat.ts';

/** When to look again for a thread that another attempt works on. */
const threadHeldMs = 3000;

/** The activities of the handoff workflow. Each looks into Postgres, acts, and answers with how the row stands then. */
export const createHandoffActivities = (deps: ActivityDeps) => {
  const { db, channel, gateway } = deps;

  const snapshot = async (handoffId: string, retryInMs?: number, marksSeen = true): Promise<HandoffSnapshot> => {
    const row = await readHandoff(db, handoffId);
    await noteRetryPause(db, row, retryInMs);
    // An agent who came while the thread was being opened is shown on the card by the next look.
    if (marksSeen) await noteSeen(db, row);
    return snapshotOf(row, retryInMs);
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

  /** Works on the thread while no other attempt does; `undefined` when one has it. */
  const aloneOnThread = async <T>(
    handoffId: string,
    work: (row: HandoffRow, signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> => {
    const holder = Context.current().info.base64TaskToken.slice(-40);
    const lost = new AbortController();
    const renew = () =>
      void renewLease(db, handoffId, holder).then(
        (held) => held || lost.abort(new Error('Another attempt works on this thread')),
        // Without the database the next step fails by itself.
        () => undefined,
      );
    return withHeartbeat(async (signal) => {
      if (!(await takeLease(db, handoffId, holder))) return undefined;
      try {
        return await work(await readHandoff(db, handoffId), AbortSignal.any([signal, lost.signal]));
      } finally {
        await releaseLease(db, handoffId, holder);
      }
    }, renew);
  };

  /** Turns the channel's faults into "ended" or "look again later". */
  const onThread = async (
    handoffId: string,
    work: (row: HandoffRow, signal: AbortSignal) => Promise<void>,
    marksSeen = true,
  ): Promise<HandoffSnapshot> => {
    const done = await aloneOnThread(handoffId, async (row, signal) => {
      try {
        await work(row, signal);
        return await snapshot(handoffId, undefined, marksSeen);
      } catch (error) {
        const verdict = judgeChannelFault(error, await failuresBefore(db, handoffId));
        // What could not be shown counts as unseen: the next look tries it again.
        if ('retryInMs' in verdict) return await snapshot(handoffId, verdict.retryInMs, false);
        await end(handoffId, 'channel_unreachable', `channel: ${verdict.giveUp}`);
        return await snapshot(handoffId);
      }
    });
    return done ?? snapshot(handoffId, threadHeldMs, false);
  };

  const open = async (row: HandoffRow, signal: AbortSignal): Promise<void> => {
    await openHandoffThread({ db, channel }, row, signal);
    await announceChange(db, row.conversation_id);
  };

  return {
    /** Decides availability and capacity for a handoff that is requested, scheduled or queued. */
    async admit(handoffId: string): Promise<HandoffSnapshot> {
      const row = await readHandoff(db, handoffId);
      const { settings, version } = await readSettings(db, row.workspace_id);
      const { schedule, maxLiveHandoffs, queue } = settings.availability;
      const found = schedule ? availabilityAt(schedule, deps.now()) : undefined;
      const { outcome, conversationId } = await admitHandoff(db, handoffId, {
        availability: found === undefined || found.open ? 'open' : 'closed',
        ...(found && !found.open && found.opensAt && { opensAt: found.opensAt.toISOString() }),
        limit: maxLiveHandoffs,
        queues: queue,
        settingsVersion: version,
      });
      if (outcome !== 'unchanged' && conversationId) await announceChange(db, conversationId);
      return snapshot(handoffId);
    },

    /** Posts the card and the history, then what the customer wrote meanwhile. */
    openThread(handoffId: string): Promise<HandoffSnapshot> {
      return onThread(
        handoffId,
        async (row, signal) => {
          if (row.status === 'ended') return;
          await open(row, signal);
          await deliverWaiting({ db, channel }, await readHandoff(db, handoffId), signal);
        },
        false,
      );
    },

    /** Delivers what waits and shows agents who has the handoff. */
    attend(handoffId: string): Promise<HandoffSnapshot> {
      return onThread(handoffId, async (found, signal) => {
        if (found.status === 'ended') return;
        // A fault may have come between the card and the history.
        if (!found.thread_opened_at) await open(found, signal);
        const row = found.thread_opened_at ? found : await readHandoff(db, handoffId);
        const claimed = row.status === 'active' && (row.seen_at === null || row.seen_at < row.changed_at);
        if (claimed && row.thread_ref) await channel.setCard(row.thread_ref, await readCard(db, row));
        const delivered = await deliverWaiting({ db, channel }, row, signal);
        if (delivered > 0) await announceChange(db, row.conversation_id);
      });
    },

    /** A clock is due as the workflow knows it. The row decides: ended, warned, or so much is left. */
    checkClocks(handoffId: string): Promise<HandoffSnapshot> {
      return withHeartbeat(async (signal) => {
        const row = await readHandoff(db, handoffId);
        const [clock] = runningClocks(handoffTimes(row));
        if (!clock || clock.at > row.read_at.getTime()) return snapshotOf(row);
        const believed = row.last_activity_text;
        if (clock.end) {
          await end(handoffId, clock.end, 'clock', { believed, ifAway: clock.name === 'customer_away' });
        } else if (clock.name === 'inactivity_warning') {
          const leadMs = warningLeadMs(row.inactivity_minutes);
          const endsAt = new Date(row.read_at.getTime() + leadMs).toISOString();
          const { outcome, conversationId } = await warnOfInactivity(db, handoffId, believed, endsAt);
          if (outcome === 'warned') {
            await announceChange(db, conversationId);
            const minutes = Math.max(1, Math.round(leadMs / 60_000));
            const text = `No messages for a while. This session ends in ${minutes} min unless somebody writes.`;
            try {
              await sayInThread({ db, channel }, row, `warning/${row.last_activity_at.getTime()}`, text, signal);
            } catch (error) {
              // The customer is warned; a thread that can't be told now is no reason to hold the clock.
              judgeChannelFault(error, 0);
            }
          }
        }
        return snapshot(handoffId);
      });
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
      const done = await aloneOnThread(handoffId, async (found, signal) => {
        if (!found.thread_closed_at) {
          try {
            const lost = !found.thread_ref && (await recoverThread({ db, channel }, found));
            const row = lost ? await readHandoff(db, handoffId) : found;
            await deliverWaiting({ db, channel }, row, signal);
            if (row.thread_ref) await channel.setCard(row.thread_ref, await readCard(db, row));
            await sayInThread({ db, channel }, row, 'closing', closingLine(row), signal);
          } catch (error) {
            const verdict = judgeChannelFault(error, 0);
            if ('retryInMs' in verdict) throw error;
          }
        }
        await db
          .updateTable('handoffs')
          .set({ thread_closed_at: databaseNow })
          .where('id', '=', handoffId)
          .where('thread_closed_at', 'is', null)
          .execute();
        return snapshot(handoffId);
      });
      if (done) return done;
      throw ApplicationFailure.create({
        message: 'Another attempt works on this thread',
        type: 'ThreadHeld',
        nextRetryDelay: threadHeldMs,
      });
    },
  };
};

const closingLine = (row: HandoffRow): string =>
  `This session has ended (${(row.end_reason ?? '').replaceAll('_', ' ')}). Replies here no longer reach the customer.`;

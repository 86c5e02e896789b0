import type { EndReason, HandoffStatus } from '../contract/handoff.ts';
import type { ClockName } from './snapshot.ts';

/** The times of a handoff's row that its clocks are decided by, all from the database's clock, in ms. */
export type HandoffTimes = {
  now: number;
  status: HandoffStatus;
  admittedAt?: number;
  queuedAt?: number;
  /** When the team opens, of a handoff that waits for it or did. */
  opensAt?: number;
  /** When the team closes for customers whom nobody has answered; unset: it does not close, or they go on waiting. */
  closesAt?: number;
  lastActivityAt: number;
  warnedAt?: number;
  /** When the customer's last socket went away; unset while one is there. */
  awaySince?: number;
  firstResponseMinutes: number;
  inactivityMinutes: number;
  queueMinutes: number;
};

export type Clock = { name: ClockName; at: number; end?: EndReason };

const minute = 60_000;

/** A customer whose last socket went away has this long to come back. */
export const awayGraceMs = 3 * minute;

/** Who asked while it was closed was promised an answer: it is waited for until closing time, and so long at most. */
export const promiseMs = 24 * 60 * minute;

/** How long before the inactivity end both sides are warned: 2 minutes, at a timeout of less than 10 a fifth of it. */
export const warningLeadMs = (inactivityMinutes: number): number => Math.min(2, inactivityMinutes / 5) * minute;

/** The clocks that run for a handoff, earliest first. */
export const runningClocks = (t: HandoffTimes): Clock[] => {
  const clocks: Clock[] = [];
  if (t.status === 'scheduled' && t.opensAt !== undefined) clocks.push({ name: 'opening', at: t.opensAt });
  const promised = t.opensAt !== undefined;
  if (t.status === 'queued' && t.queuedAt !== undefined)
    clocks.push({
      name: 'queue',
      at: t.queuedAt + (promised ? promiseMs : t.queueMinutes * minute),
      end: 'agents_busy',
    });
  const unanswered = t.status === 'requested' || t.status === 'waiting';
  if (unanswered && t.admittedAt !== undefined)
    clocks.push({
      name: 'first_response',
      at: t.admittedAt + (promised ? promiseMs : t.firstResponseMinutes * minute),
      end: 'no_agent_response',
    });
  if ((unanswered || t.status === 'queued') && t.closesAt !== undefined)
    clocks.push({ name: 'closing', at: t.closesAt, end: 'outside_hours' });
  if (t.status === 'active') {
    const ends = t.lastActivityAt + t.inactivityMinutes * minute;
    const warned = t.warnedAt !== undefined && t.warnedAt >= t.lastActivityAt;
    if (!warned) clocks.push({ name: 'inactivity_warning', at: ends - warningLeadMs(t.inactivityMinutes) });
    // A warning that came late (the workers were away) still leaves its whole lead.
    else
      clocks.push({
        name: 'inactivity',
        at: Math.max(ends, (t.warnedAt ?? 0) + warningLeadMs(t.inactivityMinutes)),
        end: 'inactivity',
      });
  }
  // Who was gone before people took over (asked at night, came back to nothing yet) has not left them, nor has one who
  // looked in before the promised answer came.
  const taken = t.admittedAt ?? t.queuedAt ?? 0;
  const owned = t.status === 'active' || (!promised && (unanswered || t.status === 'queued'));
  if (owned && t.awaySince !== undefined && t.awaySince >= taken)
    clocks.push({ name: 'customer_away', at: t.awaySince + awayGraceMs, end: 'customer_left' });
  return clocks.sort((a, b) => a.at - b.at);
};

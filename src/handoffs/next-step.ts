import type { EndReason } from '../contract/handoff.ts';
import type { HandoffSnapshot } from './snapshot.ts';

/** All that a handoff's workflow knows between two steps. Instants are workflow time, ms. */
export type HandoffProgress = {
  /** Unset until the first look into Postgres. */
  snapshot?: HandoffSnapshot;
  /** A bell rang since the last look. */
  rung: boolean;
  /** When the earliest clock of the row, or a retry, is due. */
  dueAt?: number;
  /** The due instant is a retry of something that could not be done. */
  retrying: boolean;
  /** An end asked for by an operator, or forced by a fatal fault of the channel. */
  endRequest?: EndReason;
};

export type Step =
  /** Decide availability and capacity. */
  | { do: 'admit' }
  | { do: 'openThread' }
  /** Look into Postgres: deliver what waits, see what changed. */
  | { do: 'attend' }
  /** A clock is due: let Postgres say whether it is. */
  | { do: 'checkClocks' }
  | { do: 'end'; reason: EndReason }
  /** The handoff ended: last messages out, card settled. */
  | { do: 'closeThread' }
  | { do: 'wait' }
  | { do: 'finish' };

/** What the workflow does next, from what it knows. Reads as the table of states in docs/architecture.md. */
export const nextStep = (p: HandoffProgress, now: number): Step => {
  const s = p.snapshot;
  if (!s) return { do: 'admit' };
  if (s.status === 'ended') return s.threadClosed ? { do: 'finish' } : { do: 'closeThread' };
  if (p.endRequest) return { do: 'end', reason: p.endRequest };
  const due = isDue(p, now);
  // The opening of a scheduled handoff ends nothing: it is decided by availability, as at the start.
  if (due && !p.retrying && s.status !== 'scheduled') return { do: 'checkClocks' };

  switch (s.status) {
    case 'scheduled':
    case 'queued':
      return p.rung || due ? { do: 'admit' } : { do: 'wait' };
    case 'requested':
      if (p.retrying && !due && !p.rung) return { do: 'wait' };
      return s.admitted ? { do: 'openThread' } : { do: 'admit' };
    case 'waiting':
    case 'active':
      return p.rung || due ? { do: 'attend' } : { do: 'wait' };
  }
};

const isDue = (p: HandoffProgress, now: number): boolean => p.dueAt !== undefined && now >= p.dueAt;

/** What the workflow knows after a look into Postgres at workflow time `now`. */
export const afterLook = (p: HandoffProgress, snapshot: HandoffSnapshot, now: number): HandoffProgress => {
  const clockAt = snapshot.dueInMs === undefined ? Number.POSITIVE_INFINITY : now + Math.max(0, snapshot.dueInMs);
  const retryAt = snapshot.retryInMs === undefined ? Number.POSITIVE_INFINITY : now + snapshot.retryInMs;
  const dueAt = Math.min(clockAt, retryAt);
  return {
    snapshot,
    rung: p.rung,
    ...(Number.isFinite(dueAt) && { dueAt }),
    retrying: retryAt < clockAt,
    ...(p.endRequest && { endRequest: p.endRequest }),
  };
};

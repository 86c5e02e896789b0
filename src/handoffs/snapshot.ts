import type { EndReason, HandoffStatus } from '../contract/handoff.ts';

/**
 * What a handoff's workflow is told of its row after each look into Postgres. Durations only, no instants: the database's
 * clock and Temporal's are never compared.
 */
export type HandoffSnapshot = {
  status: HandoffStatus;
  /** A place with the agents is taken; the thread is to be opened. */
  admitted: boolean;
  endReason?: EndReason;
  threadOpen: boolean;
  threadClosed: boolean;
  /** The agent's id in the channel, for the operators' search attribute. */
  agent?: string;
  /** Until the earliest clock of the row is due, in ms; 0 or less is overdue. */
  dueInMs?: number;
  /** Which clock that is, for operators. */
  clock?: ClockName;
  /** Something could not be done now (pace, transient fault): look again after so many ms. */
  retryInMs?: number;
};

export type ClockName =
  | 'first_response'
  | 'inactivity_warning'
  | 'inactivity'
  | 'queue'
  | 'customer_away'
  | 'opening'
  | 'closing';

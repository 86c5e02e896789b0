import type { EndReason, Requester } from './handoff.ts';

/** Lines of the log that are about the conversation rather than said in it. */
export type SystemEvent =
  | { type: 'handoff_requested'; by: Requester }
  | { type: 'handoff_scheduled'; opensAt: string }
  | { type: 'handoff_queued' }
  /** The opening that a scheduled handoff waited for has come, and a place was free. */
  | { type: 'team_opened' }
  | { type: 'agent_joined'; agentId: string }
  | { type: 'inactivity_warning'; endsAt: string }
  /** undelivered: how many of the customer's messages had not reached the agents when it ended. */
  | { type: 'handoff_ended'; reason: EndReason; undelivered?: number }
  /** The entry's text is the new text of the entry `target`. */
  | { type: 'message_edited'; target: number; editedAt?: number }
  | { type: 'message_deleted'; target: number }
  /** On a customer's entry: it was sent by the contact form and goes to the team as a contact request, not as a message. */
  | { type: 'contact_request'; contactRequestId: string }
  /** On an agent's entry: it answers a contact request, and by e-mail as well when `mailed`. */
  | { type: 'contact_answer'; contactRequestId: string; mailed: boolean };

export type EntryKind = 'customer' | 'assistant' | 'agent' | 'system';

/** One entry of a conversation's log. `seq` counts from 1 without gaps; commit order is `seq` order for every reader. */
export type Entry = {
  seq: number;
  /** ISO 8601, from the database's clock. */
  at: string;
  kind: EntryKind;
  text: string;
  /** The id that the sender gave: the widget recognises its own message by it. */
  clientId?: string;
  agentId?: string;
  handoffId?: string;
  event?: SystemEvent;
};

/** The states of a handoff; docs/architecture.md has the table of who owns the conversation in each. */
export const handoffStatuses = ['requested', 'scheduled', 'queued', 'waiting', 'active', 'ended'] as const;
export type HandoffStatus = (typeof handoffStatuses)[number];

/** Why a handoff ended. Exactly one per handoff, written in the transaction that ends it. */
export const endReasons = [
  'agent_ended',
  'customer_ended',
  'customer_left',
  'inactivity',
  'no_agent_response',
  'outside_hours',
  'agents_busy',
  'channel_unreachable',
  'disconnected',
  'cancelled_by_operator',
] as const;
export type EndReason = (typeof endReasons)[number];

/** Reasons after which the customer is offered the contact form, when the workspace has it on. */
export const contactFormReasons: readonly EndReason[] = [
  'no_agent_response',
  'outside_hours',
  'agents_busy',
  'channel_unreachable',
  'disconnected',
];

export const requesters = ['customer', 'assistant', 'host'] as const;
/** Who asked for the handoff. */
export type Requester = (typeof requesters)[number];

/** What the customer wants when nobody is there: the contact form, or to be called when the team opens. */
export type WhenClosed = 'form' | 'schedule';

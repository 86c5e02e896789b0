import type { EndReason } from '../contract/handoff.ts';

/** Why a handoff ended, as agents read it within a sentence. */
export const endWords: Record<EndReason, string> = {
  agent_ended: 'ended by an agent',
  customer_ended: 'ended by the customer',
  customer_left: 'the customer left',
  inactivity: 'nobody wrote for a while',
  no_agent_response: 'nobody answered in time',
  outside_hours: 'outside business hours',
  agents_busy: 'nobody was free',
  channel_unreachable: 'this channel could not be reached',
  disconnected: 'cut off by a fault',
  cancelled_by_operator: 'ended by an operator',
};

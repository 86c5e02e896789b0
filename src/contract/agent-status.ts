/**
 * What an agent says or asks about themselves, outside any thread, in words that every agent channel shares. `home`: they
 * opened the page that the channel gives the app. `keys` name the event for dedupe, as those of an InboundEvent do.
 */
export type AgentStatusEvent = {
  type: 'away' | 'back' | 'status' | 'help' | 'home';
  keys: string[];
  agentExternalId: string;
  agentName?: string;
};

/** How an agent stands, for their own eyes. */
export type AgentStanding = {
  /** They set themselves away then; left out when they count as present. */
  awaySince?: Date;
  /** In the channels that they are in: with the team, and waiting for a place. Left out when those are not known. */
  handoffs?: { live: number; queued: number };
};

/** The answer to a command, which the agent alone sees. */
export type AgentAnswer =
  | { is: 'standing'; standing: AgentStanding; after: 'away' | 'back' | 'status' }
  | { is: 'help' }
  | { is: 'not_saved' };

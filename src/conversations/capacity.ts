import { findTeam } from '../accounts/team.ts';
import type { AgentChannel } from '../channels/agent-channel.ts';
import type { Settings } from '../contract/settings.ts';
import type { Db } from '../db/database.ts';

/** What bounds how many handoffs the agents can take; see free_places in migrations/015-hours-and-places.sql. */
export type Capacity = {
  limit: number | null;
  perAgent: number | null;
  /** External ids of the agents who are there; null when that is not known. */
  agents: string[] | null;
};

/** The capacity of a workspace now. Asks the agent channel who is there, for `waitMs` or 3 s at most, when that counts. */
export const readCapacity = async (
  deps: { db: Db; channel: AgentChannel },
  { availability }: Settings,
  where: { provider: string; channel: string; waitMs?: number },
): Promise<Capacity> => {
  const { maxLiveHandoffs: limit, maxLivePerAgent: perAgent, presence } = availability;
  const team = await findTeam(deps, { ...where, presence, counted: perAgent !== null });
  const agents = team.state === 'unknown' ? null : team.state === 'nobody' ? [] : team.present;
  return { limit, perAgent, agents };
};

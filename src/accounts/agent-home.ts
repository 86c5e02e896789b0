import type { AgentChannel } from '../channels/agent-channel.ts';
import { ChannelError } from '../channels/channel-error.ts';
import type { Db } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import { within } from '../within.ts';
import { countHandoffsIn, readAwaySince } from './agent-status-store.ts';

/** A channel that does not tell in this time where an agent is, gets a home without numbers. */
const placesLimitMs = 3000;

/**
 * Makes the function that shows an agent how they stand. It never fails: a home that could not be shown is logged, and
 * shown right the next time it is opened. One at a time for each agent, so that an older one never covers a newer.
 */
export const createAgentHome = ({ db, channel, log }: { db: Db; channel: AgentChannel; log: Logger }) => {
  /** Who is being shown theirs, and whether it has changed since. */
  const showing = new Map<string, { again: boolean }>();

  const countFor = async (agent: string) => {
    try {
      const places = await within(placesLimitMs, channel.placesOf(agent), undefined);
      return places && (await countHandoffsIn(db, channel.provider, places));
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      log.warn({ err: error }, 'The channel does not tell where an agent is; their home is shown without numbers');
      return undefined;
    }
  };

  const show = async (agent: string): Promise<void> => {
    try {
      const handoffs = await countFor(agent);
      const awaySince = await readAwaySince(db, channel.provider, agent);
      await channel.showHome(agent, { ...(awaySince && { awaySince }), ...(handoffs && { handoffs }) });
    } catch (error) {
      log.warn({ err: error }, "An agent's home could not be shown");
    }
  };

  return async (agent: string): Promise<void> => {
    const running = showing.get(agent);
    if (running) {
      running.again = true;
      return;
    }
    const state = { again: true };
    showing.set(agent, state);
    while (state.again) {
      state.again = false;
      await show(agent);
    }
    showing.delete(agent);
  };
};

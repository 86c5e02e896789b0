import type { AgentChannel } from '../channels/agent-channel.ts';
import type { Db } from '../db/database.ts';
import { within } from '../within.ts';
import { isAnybodyAway, readAwayAmong } from './agent-status-store.ts';

/** `present`: the agents' ids in the channel's own terms. */
export type TeamState = { state: 'there'; present: string[] } | { state: 'nobody' } | { state: 'unknown' };

/**
 * Who of a channel's team is there. `nobody` only when everybody in the channel is known and each of them set themselves
 * away or, with `presence` (the workspace's setting), is inactive or not to be disturbed. Without `presence` whoever did
 * not set themselves away is there. Whatever can't be told is `unknown`, which must keep nobody from asking.
 * `counted`: it matters how many are there.
 * Waits for the channel at most `waitMs`, 3 s when left out; with 0 it answers by what is known and asks for the next time.
 * Throws only when Postgres is away.
 */
export const findTeam = async (
  { db, channel }: { db: Db; channel: Pick<AgentChannel, 'provider' | 'readTeam'> },
  where: { provider: string; channel: string; presence: boolean; counted: boolean; waitMs?: number },
): Promise<TeamState> => {
  if (where.provider !== channel.provider) return { state: 'unknown' };
  // The channel is not asked for what could change nothing.
  if (!where.presence && !where.counted && !(await isAnybodyAway(db, where.provider))) return { state: 'unknown' };
  const members = await within(where.waitMs ?? 3000, channel.readTeam(where.channel, where.presence), undefined);
  // That a channel without people is shown to us is more likely than that a team asks customers into one.
  if (!members?.length) return { state: 'unknown' };
  const ids = members.map((member) => member.externalId);
  const away = await readAwayAmong(db, where.provider, ids);
  const left = members.filter((member) => !away.has(member.externalId) && member.there !== false);
  if (left.length === 0) return { state: 'nobody' };
  const certain = !where.presence || left.some((member) => member.there === true);
  return certain ? { state: 'there', present: left.map((member) => member.externalId) } : { state: 'unknown' };
};

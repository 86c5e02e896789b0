import type { WebClient } from '@slack/web-api';
import { within } from '../../within.ts';
import type { TeamMember } from '../agent-channel.ts';
import { ChannelError } from '../channel-error.ts';
import { createKept } from './kept.ts';
import { callSlack, type SlackLogger } from './slack-client.ts';

/**
 * Presence is asked person by person, by tier 3: about 50 calls a minute for the app in a workspace. dnd.teamInfo takes 50
 * people in one call of tier 2, users.info is tier 4, about 100 (docs.slack.dev, rate limits and the methods' pages). Above
 * this many members nothing is told.
 */
const mostMembers = 50;
const callsAtOnce = 5;
const limitMs = 3000;
const teamLifeMs = 60_000;
/** Whether somebody is a bot or was deactivated hardly ever changes. */
const personLifeMs = 3_600_000;
const mostChannels = 500;
const mostPeople = 5000;
const logEveryMs = 60_000;
/** Of people in other workspaces of a shared channel: they are people, about whom no more is told. */
const unseen = new Set(['user_not_found', 'user_not_visible']);

type Options = {
  logger?: SlackLogger | undefined;
  /** How long an answer is kept; a minute when left out. */
  lifeMs?: number | undefined;
};

/** Makes {@link AgentChannel.readTeam} for Slack. */
export const createTeamReader = (client: WebClient, { logger, lifeMs = teamLifeMs }: Options) => {
  const life = { lifeMs, most: mostChannels };
  let pausedUntil = 0;
  let loggedAt = Number.NEGATIVE_INFINITY;

  /** One call within the time that is left. After a rate limit none is made before its end. */
  const ask = async <T>(end: number, work: () => Promise<T>): Promise<T> => {
    const now = Date.now();
    if (now >= end) throw new ChannelError('rejected', 'took_too_long');
    if (now < pausedUntil) throw new ChannelError('rate_limited', 'ratelimited', { retryAfterMs: pausedUntil - now });
    try {
      return await callSlack(work);
    } catch (error) {
      if (error instanceof ChannelError && error.retryAfterMs !== undefined) {
        pausedUntil = Math.max(pausedUntil, Date.now() + error.retryAfterMs);
      }
      throw error;
    }
  };

  /** Nothing depends on these calls, so that one line a minute is enough. */
  const note = (error: unknown, what: string) => {
    if (Date.now() - loggedAt < logEveryMs) return undefined;
    loggedAt = Date.now();
    logger?.warn({ err: error }, `Slack does not tell ${what}; it counts as unknown`);
    return undefined;
  };

  const isPerson = createKept(
    async (user) => {
      try {
        const { user: found } = await ask(Date.now() + limitMs, () => client.users.info({ user }));
        return !found?.is_bot && !found?.deleted;
      } catch (error) {
        if (error instanceof ChannelError && unseen.has(error.code)) return true;
        throw error;
      }
    },
    { lifeMs: personLifeMs, most: mostPeople },
  );

  const peopleIn = createKept(async (channel): Promise<string[] | undefined> => {
    const end = Date.now() + limitMs;
    try {
      const { members = [], response_metadata: page } = await ask(end, () =>
        client.conversations.members({ channel, limit: mostMembers + 1 }),
      );
      if (members.length > mostMembers || page?.next_cursor) return undefined;
      const others = members.filter((user) => user !== 'USLACKBOT');
      const people = await eachOf(others, (user) => {
        if (Date.now() >= end) throw new ChannelError('rejected', 'took_too_long');
        return isPerson(user);
      });
      return others.filter((_, i) => people[i]);
    } catch (error) {
      return note(error, "who is in the agents' channel");
    }
  }, life);

  /**
   * Who takes no notifications now; nobody when that is not told. Of others Slack tells this range alone (docs.slack.dev,
   * dnd.teamInfo and dnd.info), and does not say whether a pause moves it.
   */
  const undisturbed = async (users: string[], end: number): Promise<Set<string>> => {
    try {
      const { users: found = {} } = await ask(end, () => client.dnd.teamInfo({ users: users.join(',') }));
      const now = Date.now() / 1000;
      return new Set(
        users.filter((user) => {
          const { dnd_enabled: on, next_dnd_start_ts: from = 0, next_dnd_end_ts: to = 0 } = found[user] ?? {};
          return on && from <= now && now < to;
        }),
      );
    } catch (error) {
      note(error, 'who is not to be disturbed');
      return new Set();
    }
  };

  const presenceIn = createKept(async (channel): Promise<TeamMember[] | undefined> => {
    const people = await peopleIn(channel);
    if (!people?.length) return people && [];
    const end = Date.now() + limitMs;
    const quiet = await undisturbed(people, end);
    let told = true;
    const isActive = async (user: string): Promise<boolean | 'unknown'> => {
      if (!told) return 'unknown';
      try {
        const { presence } = await ask(end, () => client.users.getPresence({ user }));
        return presence === 'active' || presence === 'away' ? presence === 'active' : 'unknown';
      } catch (error) {
        // What one call was refused, the next is not granted.
        told = error instanceof ChannelError && unseen.has(error.code);
        if (!told) note(error, 'who is present');
        return 'unknown';
      }
    };
    const active = await eachOf(people, async (user) => !quiet.has(user) && (await isActive(user)));
    return people.map((externalId, i) => ({ externalId, there: active[i] ?? 'unknown' }));
  }, life);

  return (channel: string, presence: boolean): Promise<TeamMember[] | undefined> => {
    const read = async () =>
      presence
        ? presenceIn(channel)
        : (await peopleIn(channel))?.map((externalId) => ({ externalId, there: 'unknown' as const }));
    return within(limitMs, read(), undefined);
  };
};

/** What `work` makes of each, a few at a time. The first fault ends it. */
const eachOf = async <T>(users: string[], work: (user: string) => T | Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < users.length) {
      const at = next++;
      results[at] = await work(users[at] as string);
    }
  };
  try {
    await Promise.all(Array.from({ length: callsAtOnce }, worker));
  } catch (error) {
    next = users.length;
    throw error;
  }
  return results;
};

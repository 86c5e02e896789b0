/** Calls per minute of a method for one app and team. Those without a line have tier 3. Source: docs.slack.dev, rate limits. */
const perMinute = { tier2: 20, tier3: 50, tier4: 100 } as const;
const tiers: Record<string, keyof typeof perMinute | 'unlimited'> = {
  'api.test': 'unlimited',
  'auth.test': 'unlimited',
  // Posting has a limit of its own, by channel.
  'chat.postMessage': 'unlimited',
  'chat.postEphemeral': 'tier4',
  'conversations.list': 'tier2',
  'conversations.members': 'tier4',
  'dnd.teamInfo': 'tier2',
  'users.info': 'tier4',
  'users.list': 'tier2',
  'views.publish': 'tier4',
};
/** Per channel Slack takes about one post a second with short bursts; the same here, over five seconds. */
const posts = { ms: 5000, count: 10 };
const minuteMs = 60_000;

/** Seconds to wait before the app's next call of `method`, or 0 when it may go. `channel`: of a post. */
export type CallLimit = (method: string, channel: string, now?: number) => number;

export const createCallLimit = (): CallLimit => {
  const recent = new Map<string, number[]>();
  const take = (key: string, ms: number, count: number, now: number): number => {
    const within = (recent.get(key) ?? []).filter((at) => at > now - ms);
    const [first] = within;
    if (within.length >= count && first !== undefined) return Math.ceil((first + ms - now) / 1000);
    recent.set(key, [...within, now]);
    return 0;
  };
  return (method, channel, now = Date.now()) => {
    if (method === 'chat.postMessage') return take(`post ${channel}`, posts.ms, posts.count, now);
    const tier = tiers[method] ?? 'tier3';
    return tier === 'unlimited' ? 0 : take(method, minuteMs, perMinute[tier], now);
  };
};

import { type Arguments, text, type World } from './method.ts';
import { SlackError } from './model.ts';

/** docs.slack.dev, "Scopes" of each method; of a pair the second is for private channels. */
const needed: Record<string, string | [string, string]> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.getPresence': 'users:read',
  'dnd.info': 'dnd:read',
  'dnd.teamInfo': 'dnd:read',
};
const all = [...new Set(Object.values(needed).flat())];

/** The scopes that the app was granted: all, until some are taken away. */
export const createScopes = () => {
  let without: string[] = [];
  return {
    list: () => all.filter((scope) => !without.includes(scope)),
    takeAway(scopes: string[]): void {
      without = scopes;
    },
    /** Throws Slack's missing_scope when the app may not call the method. */
    check(world: World, method: string, args: Arguments): void {
      const wanted = Object.hasOwn(needed, method) ? needed[method] : undefined;
      const isPrivate = world.channels.find((c) => c.id === text(args, 'channel'))?.isPrivate ?? false;
      const scope = Array.isArray(wanted) ? wanted[isPrivate ? 1 : 0] : wanted;
      if (scope && without.includes(scope))
        throw new SlackError('missing_scope', { needed: scope, provided: this.list().join(',') });
    },
  };
};
export type Scopes = ReturnType<typeof createScopes>;

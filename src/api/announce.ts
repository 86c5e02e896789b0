import type { Entry } from '../contract/entry.ts';
import { announceChange } from '../db/change-feed.ts';
import type { ApiDeps } from './deps.ts';

/**
 * After a commit: this node's sockets at once, the other nodes by NOTIFY, which never holds the answer up. `entries`: all
 * that was committed.
 */
export const announce = (
  deps: Pick<ApiDeps, 'hub' | 'db' | 'log'>,
  conversationId: string,
  entries: Entry[] = [],
): void => {
  if (entries.length > 0) deps.hub.committed(conversationId, entries);
  else deps.hub.changed(conversationId);
  announceChange(deps.db, conversationId, entries.at(-1)?.seq).catch((error: unknown) =>
    deps.log.warn({ err: error, conversationId }, 'Other nodes were not told; their catch-up finds it'),
  );
};

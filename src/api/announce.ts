import type { Entry } from '../contract/entry.ts';
import type { ApiDeps } from './deps.ts';

/**
 * After a commit: this node's sockets at once, the other nodes by NOTIFY, which never holds the answer up. `entries`: all
 * that was committed.
 */
export const announce = (
  deps: Pick<ApiDeps, 'hub' | 'announcer'>,
  conversationId: string,
  entries: Entry[] = [],
): void => {
  if (entries.length > 0) deps.hub.committed(conversationId, entries);
  else deps.hub.changed(conversationId);
  deps.announcer(conversationId, entries.at(-1)?.seq);
};

import { announceChange } from '../db/change-feed.ts';
import type { ApiDeps } from './deps.ts';

/** After a commit: this node's sockets at once, the other nodes by NOTIFY, which never holds the answer up. */
export const announce = (deps: Pick<ApiDeps, 'hub' | 'db' | 'log'>, conversationId: string): void => {
  deps.hub.changed(conversationId);
  announceChange(deps.db, conversationId).catch((error: unknown) =>
    deps.log.warn({ err: error, conversationId }, 'Other nodes were not told; their catch-up finds it'),
  );
};

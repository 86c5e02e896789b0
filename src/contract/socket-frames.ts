import type { ConversationState } from './conversation-state.ts';
import type { Entry } from './entry.ts';

/**
 * Frames of the widget's socket (`/v1/widget/socket`), JSON text, at most 64 KiB from the client.
 * The first frame must be `hello` within 5 s. The server answers it with `state` and the entries after `after`.
 */
export type ClientFrame =
  | { type: 'hello'; token: string; after: number }
  /** Answered by `pong`; a client that gets none within 10 s reconnects. */
  | { type: 'ping' };

export type ServerFrame =
  /** Comes before the entries that changed it. */
  | { type: 'state'; state: ConversationState }
  /** In `seq` order, without gaps after what this socket was sent before. `more`: further ones follow at once. */
  | { type: 'entries'; entries: Entry[]; more: boolean }
  | { type: 'pong' }
  /** The server closes the socket after it. */
  | { type: 'error'; code: string; message: string };

/** Close codes of our own (4000-4999). */
export const closeCodes = {
  unauthorized: 4401,
  tooSlow: 4408,
  badFrame: 4400,
  tooMany: 4429,
  goingAway: 1001,
} as const;

import type { AgentChannel, Posted } from '../channels/agent-channel.ts';
import { ChannelError } from '../channels/channel-error.ts';
import type { Db } from '../db/database.ts';
import { pausePace, type Urgency, waitForSlot } from './pacer.ts';
import { beginPost, noteNotPosted, notePosted, type PostAttempt, readPost } from './post-store.ts';

/**
 * Posts once, whatever happened to earlier attempts: 'sending' is committed before anything goes out, an attempt of
 * unknown outcome is looked for in the channel by its key before it is made again, and what was posted is never
 * posted again. Throws {@link ChannelError} or NoSlotYetError; the next call goes on from there.
 */
export const postOnce = async (
  deps: { db: Db; channel: AgentChannel },
  attempt: PostAttempt,
  where: { channel: string; threadRef?: string; urgency?: Urgency },
  send: () => Promise<Posted>,
  signal?: AbortSignal,
): Promise<Posted> => {
  const { db, channel } = deps;
  const state = await beginPost(db, attempt);
  if (state.before === 'posted') return { externalRef: state.externalRef };
  if (state.before === 'sending') {
    const found = await channel.findPost(where, attempt.key, state.firstAttemptAt);
    if (found) {
      await notePosted(db, attempt.key, found.externalRef);
      return found;
    }
  }
  const pace = channel.pace(where.threadRef ?? where.channel);
  try {
    await waitForSlot(db, pace, where.urgency ?? 'live', signal);
  } catch (error) {
    await noteNotPosted(db, attempt.key);
    throw error;
  }
  try {
    const posted = await send();
    await notePosted(db, attempt.key, posted.externalRef);
    return posted;
  } catch (error) {
    if (error instanceof ChannelError && error.fault !== 'unknown') await noteNotPosted(db, attempt.key);
    if (error instanceof ChannelError && error.retryAfterMs) await pausePace(db, pace, error.retryAfterMs);
    throw error;
  }
};

/** A post that may have been made and not noted: its ref when it is there. Posts nothing. */
export const findLostPost = async (
  deps: { db: Db; channel: AgentChannel },
  key: string,
  where: { channel: string; threadRef?: string },
): Promise<Posted | undefined> => {
  const post = await readPost(deps.db, key);
  if (post?.state === 'posted') return { externalRef: post.externalRef };
  if (post?.state !== 'sending') return undefined;
  const found = await deps.channel.findPost(where, key, post.firstAttemptAt);
  if (found) await notePosted(deps.db, key, found.externalRef);
  return found;
};

import type { ApplicationFailure } from '@temporalio/activity';
import { ChannelError } from '../src/channels/channel-error.ts';
import { NoSlotYetError } from '../src/delivery/pacer.ts';
import { tryLater } from './try-later.ts';

/**
 * What a fault of the agent channel means: it will last until an admin mends it, or it may pass. `retryInMs`: the channel or
 * the pacer told when.
 */
export type ChannelVerdict = { is: 'lasting'; code: string } | { is: 'passing'; retryInMs?: number };

/** Rethrows what is no fault of the channel. */
export const judgeChannelFault = (error: unknown): ChannelVerdict => {
  if (error instanceof NoSlotYetError) return { is: 'passing', retryInMs: error.retryInMs };
  if (!(error instanceof ChannelError)) throw error;
  if (error.fault === 'fatal' || error.fault === 'thread_gone') return { is: 'lasting', code: error.code };
  return { is: 'passing', ...(error.retryAfterMs !== undefined && { retryInMs: error.retryAfterMs }) };
};

const firstPauseMs = 2000;
const longestPauseMs = 60_000;

/** How long a handoff waits before its next try: doubles with the failures before, and its own clocks bound it. */
export const pauseAfter = (failuresBefore: number, told: number | undefined): number =>
  Math.max(Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failuresBefore, 10)), told ?? 0);

/** For work that Temporal tries again. */
export const channelAway = (retryInMs: number | undefined): ApplicationFailure =>
  tryLater('ChannelAway', 'The agent channel is busy or away', retryInMs);

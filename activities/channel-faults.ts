import { ChannelError } from '../src/channels/channel-error.ts';
import { NoSlotYetError } from '../src/delivery/pacer.ts';

/** What to do about a fault of the agent channel: give the handoff up, or look again later. Rethrows other errors. */
export type ChannelVerdict = { giveUp: string } | { retryInMs: number };

const firstRetryMs = 2000;
const longestRetryMs = 60_000;

/** `failuresBefore` doubles the wait. The handoff's own clocks bound how long it is tried. */
export const judgeChannelFault = (error: unknown, failuresBefore: number): ChannelVerdict => {
  if (error instanceof NoSlotYetError) return { retryInMs: error.retryInMs };
  if (!(error instanceof ChannelError)) throw error;
  if (error.fault === 'fatal' || error.fault === 'thread_gone') return { giveUp: error.code };
  const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failuresBefore, 10));
  return { retryInMs: Math.max(wait, error.retryAfterMs ?? 0) };
};

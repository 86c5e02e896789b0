import type { LiveAgentOffer } from '../../../src/contract/conversation-state.ts';

/** Browsers' timers take no more than 2^31 ms. */
const longestWaitMs = 24 * 3_600_000;
/** All the shop's customers ask for the news at an opening: not in the same second. */
const scatterMs = 2000;

/**
 * Calls `ask` soon after the offer's hours change. What lies between is told by the server, so that a device whose clock is
 * wrong asks at the right time.
 */
export const createAtChange = (ask: () => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    arm({ opensAt, closesAt, asOf }: LiveAgentOffer): void {
      clearTimeout(timer);
      const at = opensAt ?? closesAt;
      if (!at) return;
      const wait = Math.max(0, Date.parse(at) - Date.parse(asOf)) + 200 + Math.random() * scatterMs;
      timer = setTimeout(ask, Math.min(wait, longestWaitMs));
    },
    stop: () => clearTimeout(timer),
  };
};

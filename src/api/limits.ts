import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ApiError } from './api-error.ts';

/** Requests per window, counted per node: two nodes let through twice as much. */
const limits = {
  ip: { points: 300, duration: 10 },
  conversation: { points: 40, duration: 10 },
  workspace: { points: 5000, duration: 10 },
  new_conversation: { points: 30, duration: 60 },
  contact_request: { points: 10, duration: 600 },
  // Each costs posts in a channel that everybody shares; an office behind one address still fits.
  contact_request_address: { points: 30, duration: 600 },
  contact_request_workspace: { points: 600, duration: 600 },
  handoff_address: { points: 60, duration: 600 },
  // Each names somebody who may be mailed.
  reach_address: { points: 30, duration: 600 },
  bad_credentials: { points: 30, duration: 60 },
} as const;
export type LimitName = keyof typeof limits;

export type Limits = ReturnType<typeof createLimits>;

export const createLimits = (scale = 1) => {
  const limiters = Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points: limit.points * scale, duration: limit.duration }),
    ]),
  ) as Record<LimitName, RateLimiterMemory>;

  /** Counts one request; 429 with Retry-After when there were too many. */
  return async (name: LimitName, key: string): Promise<void> => {
    try {
      await limiters[name].consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new ApiError('too_many_requests', 'Too many requests; please wait a moment.', {
        retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
      });
    }
  };
};

import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';
import { InvalidSignatureError, UnreadableRequestError } from '../channels/channel-error.ts';
import { isDatabaseAway } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import { ApiError } from './api-error.ts';

/** Turns every fault into the one error shape. Unknown faults are logged with the request's id and told as `internal`. */
export const errorAnswers =
  (log: Logger): Middleware =>
  async (ctx, next) => {
    const requestId = randomUUID();
    ctx.set('X-Request-Id', requestId);
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        throw new ApiError('not_found', 'There is nothing at this address.');
      if (ctx.status === 405) throw new ApiError('method_not_allowed', 'This address does not know that method.');
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.code === 'internal') log.error({ err: thrown, requestId, path: ctx.path }, 'A request failed');
      else if (error.code === 'unavailable')
        log.warn({ err: thrown, requestId, path: ctx.path }, 'A request met an outage');
      ctx.status = error.status;
      if (error.more.retryAfterSeconds !== undefined) ctx.set('Retry-After', String(error.more.retryAfterSeconds));
      ctx.body = {
        error: {
          code: error.code,
          message: error.message,
          ...(error.more.fields && { fields: error.more.fields }),
          requestId,
        },
        ...(error.more.state !== undefined && { state: error.more.state }),
      };
    }
  };

const asApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  if (error instanceof InvalidSignatureError) return new ApiError('invalid_signature', error.message);
  if (error instanceof UnreadableRequestError) return new ApiError('invalid_request', error.message);
  if (isDatabaseAway(error))
    return new ApiError('unavailable', 'Nothing was saved; please try again shortly.', { retryAfterSeconds: 2 });
  return new ApiError('internal', 'Something went wrong on our side.');
};

import type { Context } from 'koa';
import type * as z from 'zod/mini';
import { ApiError } from './api-error.ts';

/** No request of this API needs more. Slack's largest events stay below a quarter of the raw limit. */
const jsonLimitBytes = 64 * 1024;
export const rawLimitBytes = 1024 * 1024;

/** The bytes of a body, at most `limit` of them. */
export const readRaw = async (ctx: Context, limit: number): Promise<Buffer> => {
  const tooLarge = () => new ApiError('body_too_large', `A body may have ${limit} bytes.`);
  if (Number(ctx.request.length ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The JSON body as the schema has it, or a 400 that names every field that is wrong. */
export const readBody = async <T>(ctx: Context, schema: Schema<T>): Promise<T> => {
  if (!ctx.is('application/json')) throw new ApiError('unsupported_media_type', 'Send application/json.');
  const raw = await readRaw(ctx, jsonLimitBytes);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new ApiError('invalid_json', 'The body is not JSON.');
  }
  return validate(schema, value);
};

/** A schema of zod, or of zod/mini. */
type Schema<T> = Pick<z.ZodMiniType<T>, 'safeParse'>;

export const validate = <T>(schema: Schema<T>, value: unknown): T => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new ApiError('invalid_request', 'Some fields are not right.', { fields });
};

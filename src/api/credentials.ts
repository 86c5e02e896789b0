import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { workspaceOfKey } from '../accounts/workspace-store.ts';
import { ApiError } from './api-error.ts';
import type { ApiDeps } from './deps.ts';
import { addressOf } from './middleware/limits.ts';
import type { ConversationToken } from './tokens.ts';

const bearer = (ctx: Context): string => /^Bearer (\S{1,2000})$/.exec(ctx.get('Authorization'))?.[1] ?? '';

const refuse = async (deps: ApiDeps, ctx: Context, message: string): Promise<never> => {
  await deps.limits('bad_credentials', addressOf(ctx));
  throw new ApiError('unauthorized', message);
};

/** The conversation that the request's token opens. */
export const customerOf = async (deps: ApiDeps, ctx: Context): Promise<ConversationToken> => {
  const found = await deps.tokens.check(bearer(ctx));
  if (found === 'expired') throw new ApiError('token_expired', 'The token has expired; resume the conversation.');
  if (found === 'wrong') return refuse(deps, ctx, 'Send a conversation token.');
  await deps.limits('conversation', found.conversationId);
  await deps.limits('workspace', found.workspaceId);
  return found;
};

/** The workspace that the request's host key opens. */
export const hostOf = async (deps: ApiDeps, ctx: Context): Promise<string> => {
  const workspaceId = await workspaceOfKey(deps.db, 'host', bearer(ctx));
  if (!workspaceId) return refuse(deps, ctx, 'Send a host key.');
  await deps.limits('workspace', workspaceId);
  return workspaceId;
};

export const requireAdmin = async (deps: ApiDeps, ctx: Context): Promise<void> => {
  const given = Buffer.from(bearer(ctx));
  const wanted = Buffer.from(deps.config.adminToken);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    await refuse(deps, ctx, 'Send the admin token.');
};

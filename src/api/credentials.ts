import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'koa';
import { workspaceOfKey } from '../accounts/workspace-store.ts';
import { ApiError } from './api-error.ts';
import type { ApiDeps } from './deps.ts';
import type { ConversationToken } from './tokens.ts';

const bearer = (ctx: Context): string => /^Bearer (\S{1,2000})$/.exec(ctx.get('Authorization'))?.[1] ?? '';

const refuse = async (deps: ApiDeps, ctx: Context, message: string): Promise<never> => {
  await deps.limits('bad_credentials', deps.addressOf(ctx.req));
  throw new ApiError('unauthorized', message);
};

export const originRefused = () =>
  new ApiError('origin_not_allowed', 'This web origin may not show the widget of this workspace.');

/** The conversation that the request's token opens. */
export const customerOf = async (deps: ApiDeps, ctx: Context): Promise<ConversationToken> => {
  const found = await deps.tokens.check(bearer(ctx));
  if (found === 'expired') throw new ApiError('token_expired', 'The token has expired; resume the conversation.');
  if (found === 'wrong') return refuse(deps, ctx, 'Send a conversation token.');
  if (!(await deps.origins.isAllowedBy(found.workspaceId, ctx.req))) throw originRefused();
  await deps.limits('conversation', found.conversationId);
  await deps.limits('workspace', found.workspaceId);
  return found;
};

/** The workspace that a widget key opens. The key is public: it names a workspace, and its origins guard it. */
export const workspaceOfWidget = async (deps: ApiDeps, ctx: Context, key: string): Promise<string> => {
  const workspaceId = await workspaceOfKey(deps.db, 'widget', key);
  if (!workspaceId) throw new ApiError('workspace_not_found', 'The widget key opens no workspace.');
  if (!(await deps.origins.isAllowedBy(workspaceId, ctx.req))) throw originRefused();
  return workspaceId;
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

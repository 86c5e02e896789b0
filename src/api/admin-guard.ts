import type { RouterContext } from '@koa/router';
import { findWorkspace } from '../accounts/workspace-store.ts';
import { ApiError } from './api-error.ts';
import { requireAdmin } from './credentials.ts';
import type { ApiDeps } from './deps.ts';

/** Around each handler of admins' routes: a guard that is matched by its own path can be passed by. */
export const adminOnly =
  (deps: ApiDeps) => (handle: (ctx: RouterContext) => Promise<void>) => async (ctx: RouterContext) => {
    await requireAdmin(deps, ctx);
    await handle(ctx);
  };

/** The workspace that the path names. */
export const workspaceAt = async ({ db }: Pick<ApiDeps, 'db'>, id: string | undefined) => {
  const workspace = await findWorkspace(db, id ?? '');
  if (!workspace) throw new ApiError('workspace_not_found', 'There is no such workspace.');
  return workspace;
};

import Router from '@koa/router';
import { issueKey, listKeys, listWorkspaces, openWorkspace, revokeKey } from '../../accounts/workspace-store.ts';
import {
  createWorkspaceRequest,
  issueKeyRequest,
  listWorkspacesQuery,
  saveSettingsRequest,
} from '../../contract/admin-api.schema.ts';
import { isLoopbackUrl } from '../../contract/webhook-url.ts';
import { listUndecided } from '../../conversations/handoff-reader.ts';
import { readSettings, saveSettings } from '../../settings/settings-store.ts';
import { adminOnly, workspaceOf } from '../admin-access.ts';
import { ApiError } from '../api-error.ts';
import { readBody, validate } from '../body.ts';
import type { ApiDeps } from '../deps.ts';
import { withHoursOfText } from '../hours-of-text.ts';
import { refuseUnknownHolidays } from '../refuse-unknown-holidays.ts';
import { retryContactDeliveries } from '../retry-contact-deliveries.ts';

/** What admins do, with the deployment's admin token. */
export const adminRoutes = (deps: ApiDeps): Router => {
  const { db, gateway, config } = deps;
  const router = new Router({ prefix: '/v1/admin/workspaces', sensitive: true });
  const admin = adminOnly(deps);

  router.post(
    '/',
    admin(async (ctx) => {
      const { name } = await readBody(ctx, createWorkspaceRequest);
      const opened = await openWorkspace(db, name);
      ctx.status = 201;
      ctx.body = opened;
    }),
  );
  router.get(
    '/',
    admin(async (ctx) => {
      const { after } = validate(listWorkspacesQuery, { ...ctx.query });
      ctx.body = await listWorkspaces(db, after);
    }),
  );
  router.get(
    '/:id',
    admin(async (ctx) => {
      ctx.body = { workspace: await workspaceOf(deps, ctx) };
    }),
  );

  router.get(
    '/:id/keys',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      ctx.body = { keys: await listKeys(db, id) };
    }),
  );
  router.post(
    '/:id/keys',
    admin(async (ctx) => {
      const { kind } = await readBody(ctx, issueKeyRequest);
      const { id } = await workspaceOf(deps, ctx);
      ctx.status = 201;
      ctx.body = await issueKey(db, id, kind);
    }),
  );
  router.delete(
    '/:id/keys/:keyId',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      if (!(await revokeKey(db, id, ctx.params.keyId ?? '')))
        throw new ApiError('not_found', 'There is no such working key.');
      ctx.status = 204;
    }),
  );

  router.get(
    '/:id/settings',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      ctx.body = await readSettings(db, id);
    }),
  );
  router.put(
    '/:id/settings',
    admin(async (ctx) => {
      const { version, settings: given } = await readBody(ctx, saveSettingsRequest);
      const settings = withHoursOfText(given);
      refuseUnknownHolidays(settings.availability.schedule, 'settings.availability.schedule');
      if (!config.demo && isLoopbackUrl(settings.contact.targets.webhook?.url ?? '')) {
        const path = 'settings.contact.targets.webhook.url';
        throw new ApiError('invalid_request', 'Some fields are not right.', {
          fields: [{ path, message: 'must not be this machine' }],
        });
      }
      const { id } = await workspaceOf(deps, ctx);
      const saved = await saveSettings(db, id, version, settings, 'admin');
      if (!saved) throw new ApiError('settings_changed', 'Somebody saved these settings meanwhile; read them again.');
      // Scheduled and queued handoffs decide anew; those that are not reached here are rung by the sweeper.
      for (const handoffId of await listUndecided(db, id)) void gateway.ring(handoffId);
      retryContactDeliveries(deps, id);
      ctx.body = saved;
    }),
  );

  return router;
};

import Router from '@koa/router';
import { deleteContactRequests, handleContactRequest, sendContactAgain } from '../../contact/contact-admin-store.ts';
import { listContactRequests } from '../../contact/contact-list-reader.ts';
import { readWebhookSecretIssuedAt, rotateWebhookSecret } from '../../contact/webhook-secret-store.ts';
import {
  contactAddressRequest,
  exportContactRequestsRequest,
  listContactRequestsQuery,
} from '../../contract/contact-requests-api.schema.ts';
import { readSettings } from '../../settings/settings-store.ts';
import { adminOnly, workspaceOf } from '../admin-access.ts';
import { ApiError } from '../api-error.ts';
import { readBody, validate } from '../body.ts';
import type { ApiDeps } from '../deps.ts';
import { retryContactDeliveries } from '../retry-contact-deliveries.ts';
import { ringContactRequest } from '../ring-contact-request.ts';

/** What admins do with contact requests. A customer's address is never part of a URL, where logs would keep it. */
export const contactRequestRoutes = (deps: ApiDeps): Router => {
  const { db, sealer } = deps;
  const router = new Router({ prefix: '/v1/admin/workspaces/:id', sensitive: true });
  const admin = adminOnly(deps);

  const find = async (workspaceId: string, id = '') => {
    const [contactRequest] = (await listContactRequests(db, workspaceId, { id })).contactRequests;
    if (!contactRequest) throw new ApiError('not_found', 'There is no such contact request.');
    return contactRequest;
  };

  router.get(
    '/contact-requests',
    admin(async (ctx) => {
      const wanted = validate(listContactRequestsQuery, { ...ctx.query });
      const { id } = await workspaceOf(deps, ctx);
      ctx.body = await listContactRequests(db, id, wanted);
    }),
  );
  router.post(
    '/contact-requests/by-address/export',
    admin(async (ctx) => {
      const wanted = await readBody(ctx, exportContactRequestsRequest);
      const { id } = await workspaceOf(deps, ctx);
      ctx.body = await listContactRequests(db, id, wanted);
    }),
  );
  router.post(
    '/contact-requests/by-address/delete',
    admin(async (ctx) => {
      const { email } = await readBody(ctx, contactAddressRequest);
      const { id } = await workspaceOf(deps, ctx);
      ctx.body = { deleted: await deleteContactRequests(db, id, email) };
    }),
  );
  router.get(
    '/contact-requests/:requestId',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      ctx.body = { contactRequest: await find(id, ctx.params.requestId) };
    }),
  );
  router.post(
    '/contact-requests/:requestId/send-again',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      const { settings } = await readSettings(db, id);
      const requestId = ctx.params.requestId ?? '';
      const begun = await sendContactAgain(db, id, requestId, settings.contact.targets);
      if (begun === 0) throw new ApiError('nothing_to_send', 'Nothing of this request was given up.');
      const contactRequest = await find(id, requestId);
      ringContactRequest(deps, contactRequest.id);
      ctx.body = { contactRequest };
    }),
  );
  router.post(
    '/contact-requests/:requestId/handled',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      const requestId = ctx.params.requestId ?? '';
      if (await handleContactRequest(db, id, requestId)) ringContactRequest(deps, requestId);
      ctx.body = { contactRequest: await find(id, requestId) };
    }),
  );

  router.get(
    '/webhook-secret',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      ctx.body = { issuedAt: await readWebhookSecretIssuedAt(db, id) };
    }),
  );
  router.post(
    '/webhook-secret',
    admin(async (ctx) => {
      const { id } = await workspaceOf(deps, ctx);
      ctx.status = 201;
      ctx.body = { secret: await rotateWebhookSecret(db, sealer, id) };
      retryContactDeliveries(deps, id);
    }),
  );

  return router;
};

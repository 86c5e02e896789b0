import Router from '@koa/router';
import { findContactRequest, storeContactRequest } from '../../contact/contact-request-store.ts';
import { isSuspected } from '../../contact/suspicion.ts';
import { contactSchema } from '../../contract/contact-form.schema.ts';
import { contactRequestRequest } from '../../contract/widget-api.schema.ts';
import { readState } from '../../conversations/state-reader.ts';
import { readSettings } from '../../settings/settings-store.ts';
import { announce } from '../announce.ts';
import { ApiError } from '../api-error.ts';
import { readBody, validate } from '../body.ts';
import { customerOf } from '../credentials.ts';
import type { ApiDeps } from '../deps.ts';
import { ringContactRequest } from '../ring-contact-request.ts';

/** Takes the contact form. It is stored with its deliveries before it is confirmed, whatever else is away. */
export const contactFormRoutes = (deps: ApiDeps): Router => {
  const { db } = deps;
  const router = new Router({ prefix: '/v1/widget', sensitive: true });

  router.post('/contact-requests', async (ctx) => {
    const customer = await customerOf(deps, ctx);
    const { clientId, handoffId, unseen, filledInMs, ...filled } = await readBody(ctx, contactRequestRequest);
    const answer = async (contactRequestId: string, status: 200 | 201) => {
      ctx.status = status;
      ctx.body = { contactRequestId, state: await readState(deps, customer.conversationId) };
    };
    // Sent again it costs nothing and is judged no more: the form and what it asks may have changed since.
    const known = await findContactRequest(db, customer.conversationId, clientId);
    if (known) return answer(known, 200);
    const { settings } = await readSettings(db, customer.workspaceId);
    if (!settings.enabled || !settings.contactForm || settings.channel === null) {
      throw new ApiError('contact_form_disabled', 'This workspace takes no contact requests.');
    }
    const { targets, ...form } = settings.contact;
    const values = validate(contactSchema(form), filled);
    await deps.limits('contact_request', customer.conversationId);
    await deps.limits('contact_request_address', deps.addressOf(ctx.req));
    await deps.limits('contact_request_workspace', customer.workspaceId);
    const stored = await storeContactRequest(db, {
      ...customer,
      ...values,
      clientId,
      handoffId,
      extra: form.fields.flatMap(({ id, label }) => {
        const value = values.extra[id];
        return value ? [{ id, label, value }] : [];
      }),
      consent: form.consent && values.consent,
      suspected: isSuspected({ unseen, filledInMs }),
      provider: settings.provider,
      channel: settings.channel,
      targets,
    });
    if (stored === 'unknown_handoff') throw new ApiError('not_found', 'There is no such handoff in this conversation.');
    if (stored.entry) {
      ringContactRequest(deps, stored.id);
      announce(deps, customer.conversationId, [stored.entry]);
    }
    await answer(stored.id, stored.entry ? 201 : 200);
  });

  return router;
};

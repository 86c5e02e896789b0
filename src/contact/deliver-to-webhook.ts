import { DeliveryFault } from '../delivery/delivery-fault.ts';
import { SealError } from '../secrets/sealer.ts';
import { readSettings } from '../settings/settings-store.ts';
import { signWebhook } from '../webhooks/sign.ts';
import type { Attempt, DeliverDeps } from './attempt.ts';
import type { ContactRequest } from './contact-request-reader.ts';
import { readWebhookSecrets } from './webhook-secret-store.ts';

/** Calls the webhook that the workspace has now. Answers with the webhook-id, the same for every attempt. */
export const deliverToWebhook = async (deps: DeliverDeps, { delivery, request, signal }: Attempt): Promise<string> => {
  const { db, callWebhook } = deps;
  const { settings } = await readSettings(db, request.workspace_id);
  const { webhook } = settings.contact.targets;
  if (!webhook) throw new DeliveryFault('lasting', 'The workspace has no webhook any more.');
  const secrets = await readWebhookSecrets(deps, request.workspace_id).catch((error: unknown) => {
    throw error instanceof SealError ? new DeliveryFault('lasting', error.message) : error;
  });
  if (secrets.length === 0)
    throw new DeliveryFault('lasting', 'The webhook has no secret yet: issue one, and give it to the receiver.');
  const body = JSON.stringify(payloadOf(request));
  await callWebhook(webhook.url, signWebhook(secrets, delivery.id, new Date(), body), body, signal);
  return delivery.id;
};

/** What a webhook gets; docs/operations.md describes it for receivers. */
const payloadOf = (request: ContactRequest) => ({
  type: 'contact_request.created',
  timestamp: request.created_at.toISOString(),
  data: {
    id: request.id,
    workspaceId: request.workspace_id,
    conversationId: request.conversation_id,
    handoffId: request.handoff_id,
    reason: request.reason,
    name: request.name,
    email: request.email,
    message: request.message,
    extra: request.extra,
    consent: request.consent,
    page: request.page_url ? { url: request.page_url, title: request.page_title } : null,
  },
});

import { DeliveryFault } from '../delivery/delivery-fault.ts';
import type { DeliverDeps } from './attempt.ts';
import type { ContactDelivery } from './contact-delivery-store.ts';
import { readContactRequest } from './contact-request-reader.ts';
import { deliverAnswer, deliverToTeam } from './deliver-by-mail.ts';
import { deliverToChannel } from './deliver-to-channel.ts';
import { deliverToWebhook } from './deliver-to-webhook.ts';

/** Makes one attempt and answers by what the receiver knows it. Throws {@link DeliveryFault}. */
export const deliver = async (deps: DeliverDeps, delivery: ContactDelivery, signal: AbortSignal): Promise<string> => {
  const request = await readContactRequest(deps.db, delivery.contact_request_id);
  if (!request) throw new DeliveryFault('withdrawn', 'The request was deleted.');
  const attempt = { delivery, request, signal };
  switch (delivery.kind) {
    case 'channel':
      return deliverToChannel(deps, attempt);
    case 'email':
      return deliverToTeam(deps, attempt);
    case 'answer':
      return deliverAnswer(deps, attempt);
    case 'webhook':
      return deliverToWebhook(deps, attempt);
  }
};

import type { ContactCard } from '../channels/agent-channel.ts';
import type { ContactRequest } from './contact-request-reader.ts';
import { reasonWords } from './reason-words.ts';

/** The card of a contact request as it stands now. */
export const contactCardOf = (request: ContactRequest): ContactCard => ({
  contactRequestId: request.id,
  message: request.message,
  reason: reasonWords(request.reason),
  sentAt: request.created_at,
  extra: request.extra,
  undelivered: request.failed_kinds.filter((kind) => kind === 'email' || kind === 'webhook'),
  ...(request.name && { name: request.name }),
  ...(request.email && { email: request.email }),
  ...(request.page_url && { pageUrl: request.page_url }),
  ...(request.page_title && { pageTitle: request.page_title }),
  ...(request.handled_at && {
    handled: {
      at: request.handled_at,
      ...(request.handled_by_external_id && { byExternalId: request.handled_by_external_id }),
    },
  }),
});

import { z } from 'zod';
import { contactDeliveryKinds } from './contact-delivery.ts';
import { instant } from './entry.schema.ts';
import { plainText } from './text.schema.ts';

/** `undelivered`: a delivery was given up. `open`: nobody has marked it as handled. `suspected`: looks like spam. */
export const contactRequestStates = ['undelivered', 'open', 'handled', 'suspected'] as const;
export type ContactRequestState = (typeof contactRequestStates)[number];

const after = z.string().min(1).max(100);
export const listContactRequestsQuery = z.strictObject({
  state: z.enum(contactRequestStates).optional(),
  after: after.optional(),
});
/** By the customer's address, in whatever case. */
export const contactAddressRequest = z.strictObject({ email: plainText(1, 254) });
export const exportContactRequestsRequest = contactAddressRequest.extend({ after: after.optional() });

/** `failed`: given up. `withdrawn`: the agent deleted the answer before it was mailed. */
const delivery = z.strictObject({
  id: z.string(),
  kind: z.enum(contactDeliveryKinds),
  address: z.string().nullable(),
  state: z.enum(['pending', 'delivered', 'failed', 'withdrawn']),
  attempts: z.int().min(0),
  nextTryAt: instant.nullable(),
  fault: z.string().nullable(),
  deliveredAt: instant.nullable(),
  failedAt: instant.nullable(),
});

/** `reason`: why the handoff ended or waits (agents_busy, outside_hours), or asked_for_it. `handledBy`: an agent's name, or admin. */
const contactRequest = z.strictObject({
  id: z.string(),
  conversationId: z.string(),
  handoffId: z.string().nullable(),
  reason: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  message: z.string(),
  extra: z.array(z.strictObject({ id: z.string(), label: z.string(), value: z.string() })),
  consent: z.strictObject({ text: z.string(), url: z.string().nullable(), at: instant }).nullable(),
  sentAt: instant,
  suspected: z.boolean(),
  handledAt: instant.nullable(),
  handledBy: z.string().nullable(),
  deliveries: z.array(delivery),
});
export type ContactRequestView = z.output<typeof contactRequest>;

export const contactRequestViewAnswer = z.strictObject({ contactRequest });
/** Newest first. `more`: ask again after the id of the last one. */
export const contactRequestsAnswer = z.strictObject({ contactRequests: z.array(contactRequest), more: z.boolean() });
export const deleteContactRequestsAnswer = z.strictObject({ deleted: z.int().min(0) });
/** null: none was issued, and nothing reaches the webhook. The secret itself is not shown again. */
export const webhookSecretStandingAnswer = z.strictObject({ issuedAt: instant.nullable() });
/** Shown this once. */
export const webhookSecretAnswer = z.strictObject({ secret: z.string() });

import { z } from 'zod';
import { conversationStateSchema, offerSchema } from './conversation-state.schema.ts';
import { entrySchema, instant } from './entry.schema.ts';
import { clientId, emailAddress, plainText } from './text.schema.ts';

const id = z.string().regex(/^[a-z]{2}_[0-9a-f]{32}$/, 'must be an id that this API gave');

export const messageText = plainText(1, 10_000).refine((s) => s.trim() !== '', 'must not be blank');

/** Opens a conversation, or resumes one when `resume` names it and its secret. */
export const openConversationRequest = z.strictObject({
  widgetKey: z.string().max(100),
  resume: z.strictObject({ conversationId: id, secret: z.string().max(100) }).optional(),
  page: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000), title: plainText(0, 300) }).optional(),
  customer: z.strictObject({ name: plainText(1, 200).optional(), email: emailAddress.optional() }).optional(),
});

/** handoffId: the live handoff that the customer saw, or null for the assistant. If it has ended: 409 handoff_ended. */
export const sendMessageRequest = z.strictObject({ clientId, text: messageText, handoffId: id.nullable() });

export const offerQuery = z.strictObject({ key: z.string().max(100) });

export const readEntriesQuery = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });

export const requestHandoffRequest = z.strictObject({
  whenClosed: z.enum(['form', 'schedule']).default('form'),
});

/** Ends, cancels or leaves: the handoff that the customer saw. */
export const handoffActionRequest = z.strictObject({ handoffId: id });

/**
 * What the form of the workspace asks for is checked by a schema made from it (contact-form.schema.ts). `extra`: by the
 * field's id. `consent`: the words that were shown and ticked. `unseen`: a field that people do not see. `filledInMs`: from
 * opening the form to sending it; null when it was complete when it was opened.
 */
export const contactRequestRequest = z.strictObject({
  clientId,
  handoffId: id.nullable().default(null),
  name: z.string().default(''),
  email: z.string().default(''),
  message: z.string(),
  extra: z.record(z.string().max(40), z.string()).default({}),
  consent: z
    .strictObject({ text: plainText(1, 1000), url: z.string().max(2000).nullable() })
    .nullable()
    .default(null),
  unseen: plainText(0, 1000).default(''),
  filledInMs: z.int().min(0).nullable().default(null),
});

/** Where the customer can be reached; null: nowhere. */
export const reachRequest = z.strictObject({ email: emailAddress.nullable() });

export const offerAnswer = z.strictObject({ offer: offerSchema });
/** `hasEarlier`: the conversation has more entries than the last ones that are given here. */
export const openConversationAnswer = z.strictObject({
  conversationId: id,
  token: z.string(),
  expiresAt: instant,
  resumeSecret: z.string(),
  state: conversationStateSchema,
  entries: z.array(entrySchema),
  hasEarlier: z.boolean(),
});
export const entryAnswer = z.strictObject({ entry: entrySchema });
/** `more`: ask again after the last `seq`. */
export const entriesAnswer = z.strictObject({
  entries: z.array(entrySchema),
  more: z.boolean(),
  state: conversationStateSchema,
});
export const stateAnswer = z.strictObject({ state: conversationStateSchema });
export const contactRequestAnswer = z.strictObject({ contactRequestId: id, state: conversationStateSchema });

import { z } from 'zod';
import { contactFormShape } from './contact-settings.schema.ts';
import type { ConversationState, LiveAgentOffer } from './conversation-state.ts';
import { instant, seq } from './entry.schema.ts';
import { endReasons, handoffStatuses } from './handoff.ts';

export const offerSchema = z.strictObject({
  enabled: z.boolean(),
  button: z.boolean(),
  buttonText: z.string(),
  contactForm: z.boolean(),
  contact: z.strictObject(contactFormShape).exactOptional(),
  hoursText: z.string().exactOptional(),
  availability: z.enum(['open', 'closed', 'unknown']),
  opensAt: instant.exactOptional(),
  closesAt: instant.exactOptional(),
  zone: z.string().exactOptional(),
  askWhenOpen: z.boolean(),
  mail: z.boolean(),
  asOf: instant,
}) satisfies z.ZodType<LiveAgentOffer>;

/** The state that readers get beside the entries, as the API answers it. */
export const conversationStateSchema = z.strictObject({
  conversationId: z.string(),
  owner: z.enum(['assistant', 'people']),
  lastSeq: z.int().min(0),
  deliveredSeq: z.int().min(0),
  handoff: z
    .strictObject({
      id: z.string(),
      status: z.enum(handoffStatuses),
      requestedAt: instant,
      waitsSince: instant,
      agentId: z.string().exactOptional(),
      queuePlace: seq.exactOptional(),
      formOfferedAt: instant.exactOptional(),
      opensAt: instant.exactOptional(),
      endedAt: instant.exactOptional(),
      endReason: z.enum(endReasons).exactOptional(),
      contacted: z.boolean().exactOptional(),
    })
    .exactOptional(),
  agents: z.array(z.strictObject({ id: z.string(), name: z.string(), avatarUrl: z.string().exactOptional() })),
  customerEmail: z.string().exactOptional(),
  contact: z.strictObject({ sentAt: instant, email: z.string().exactOptional() }).exactOptional(),
  offer: offerSchema,
  now: instant,
}) satisfies z.ZodType<ConversationState>;

import { z } from 'zod';
import { conversationStateSchema } from './conversation-state.schema.ts';
import { entrySchema, instant } from './entry.schema.ts';
import { endReasons, handoffStatuses, requesters } from './handoff.ts';
import { clientId, plainText } from './text.schema.ts';
import { messageText } from './widget-api.schema.ts';

/** An assistant's turn from the host's own AI. `epoch`: the one the answer was begun under; a later one refuses it. */
export const assistantTurnRequest = z.strictObject({
  clientId,
  text: messageText,
  epoch: z.int().min(0).nullable().default(null),
  replyTo: z.int().min(1).nullable().default(null),
});

export const hostHandoffRequest = z.strictObject({
  reason: plainText(1, 500).nullable().default(null),
  whenClosed: z.enum(['form', 'schedule']).default('form'),
});

/**
 * `autoHandoff`: whether the host's AI is to hand over by itself, `escalationPrompt`: when, in the admin's words.
 * `handoffs`: at most 100, newest first. `endedBy`: customer, an agent's id, clock, operator, workflow or sweeper.
 */
export const hostConversationAnswer = z.strictObject({
  state: conversationStateSchema,
  epoch: z.int().min(0),
  autoHandoff: z.boolean(),
  escalationPrompt: z.string(),
  handoffs: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(handoffStatuses),
      endReason: z.enum(endReasons).nullable(),
      endedBy: z.string().nullable(),
      requestedBy: z.enum(requesters),
      reason: z.string().nullable(),
      requestedAt: instant,
      waitingAt: instant.nullable(),
      activeAt: instant.nullable(),
      endedAt: instant.nullable(),
    }),
  ),
});
export const transcriptAnswer = z.strictObject({ entries: z.array(entrySchema), more: z.boolean() });
export const assistantTurnAnswer = z.strictObject({ entry: entrySchema, epoch: z.int().min(0).exactOptional() });
export const hostHandoffAnswer = z.strictObject({
  handoffId: z.string().exactOptional(),
  state: conversationStateSchema,
});

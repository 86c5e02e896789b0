import { z } from 'zod';
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

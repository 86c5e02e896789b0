import { z } from 'zod';
import { conversationStateSchema } from './conversation-state.schema.ts';
import { type ErrorBody, type ErrorCode, errorStatuses } from './errors.ts';

/** The one shape of an error answer. `state` comes with handoff_ended: how it stands now. */
export const errorAnswer = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(errorStatuses) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).exactOptional(),
    requestId: z.string(),
  }),
  state: conversationStateSchema.exactOptional(),
}) satisfies z.ZodType<ErrorBody>;

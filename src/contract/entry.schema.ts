import { z } from 'zod';
import type { Entry, SystemEvent } from './entry.ts';
import { endReasons, requesters } from './handoff.ts';

export const instant = z.iso.datetime({ offset: true });
export const seq = z.int().min(1);

const systemEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('handoff_requested'), by: z.enum(requesters) }),
  z.strictObject({ type: z.literal('handoff_scheduled'), opensAt: instant }),
  z.strictObject({ type: z.literal('handoff_queued') }),
  z.strictObject({ type: z.literal('team_opened') }),
  z.strictObject({ type: z.literal('agent_joined'), agentId: z.string() }),
  z.strictObject({ type: z.literal('inactivity_warning'), endsAt: instant }),
  z.strictObject({
    type: z.literal('handoff_ended'),
    reason: z.enum(endReasons),
    undelivered: z.int().min(1).exactOptional(),
  }),
  z.strictObject({ type: z.literal('message_edited'), target: seq, editedAt: z.number().exactOptional() }),
  z.strictObject({ type: z.literal('message_deleted'), target: seq }),
  z.strictObject({ type: z.literal('contact_request'), contactRequestId: z.string() }),
  z.strictObject({ type: z.literal('contact_answer'), contactRequestId: z.string(), mailed: z.boolean() }),
]) satisfies z.ZodType<SystemEvent>;

/** An entry of the log, as the API answers it. */
export const entrySchema = z.strictObject({
  seq,
  at: instant,
  kind: z.enum(['customer', 'assistant', 'agent', 'system']),
  text: z.string(),
  clientId: z.string().exactOptional(),
  agentId: z.string().exactOptional(),
  handoffId: z.string().exactOptional(),
  event: systemEvent.exactOptional(),
}) satisfies z.ZodType<Entry>;

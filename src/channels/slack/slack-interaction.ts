import { z } from 'zod';
import type { InboundEvent } from '../../contract/inbound-event.ts';
import type { InboundRequest } from '../agent-channel.ts';
import { UnreadableRequestError } from '../channel-error.ts';
import { toThreadRef } from './thread-ref.ts';

/** action_id of the card's buttons and callback_id of the message shortcut. */
export const actionIds = { claim: 'claim_handoff', end: 'end_handoff', endShortcut: 'end_session' } as const;

const payload = z.object({
  type: z.string(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), action_ts: z.string() })).optional(),
  callback_id: z.string().optional(),
  action_ts: z.string().optional(),
});

/** Projects a button click or a message shortcut to what an agent did. Throws {@link UnreadableRequestError}. */
export const parseInteraction = (body: Buffer): InboundRequest => {
  const form = new URLSearchParams(body.toString('utf8'));
  let value: unknown;
  try {
    value = JSON.parse(form.get('payload') ?? '');
  } catch {
    throw new UnreadableRequestError('The form has no JSON payload.');
  }
  const parsed = payload.safeParse(value);
  if (!parsed.success) throw new UnreadableRequestError('The payload is no interaction of Slack.');
  const { type, team, user, channel, container, message, actions, callback_id, action_ts } = parsed.data;
  // The thread comes from where the button hangs, never from a value that a client could send back changed.
  const ts = message?.thread_ts ?? container?.thread_ts ?? message?.ts ?? container?.message_ts;
  if (!team || !channel || !ts) return { is: 'events', events: [], ignored: 'no_thread' };

  const shared = {
    threadRef: toThreadRef({ team: team.id, channel: channel.id, ts }),
    agentExternalId: user.id,
    parentIsOurs: true,
  };
  const asEvent = (kind: InboundEvent['type'], action: string, at: string): InboundEvent => ({
    type: kind,
    ...shared,
    keys: [`act:${team.id}:${channel.id}:${ts}:${action}:${user.id}:${at}`],
    ...((user.name ?? user.username) && { agentName: user.name ?? user.username ?? '' }),
  });
  if (type === 'message_action' && callback_id === actionIds.endShortcut) {
    return { is: 'events', events: [asEvent('end', actionIds.endShortcut, action_ts ?? '')] };
  }
  const events = (type === 'block_actions' ? (actions ?? []) : []).flatMap((action): InboundEvent[] => {
    if (action.action_id === actionIds.claim) return [asEvent('claim', action.action_id, action.action_ts)];
    if (action.action_id === actionIds.end) return [asEvent('end', action.action_id, action.action_ts)];
    return [];
  });
  return { is: 'events', events, ...(events.length === 0 && { ignored: 'other_interaction' }) };
};

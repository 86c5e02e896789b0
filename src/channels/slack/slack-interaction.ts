import { z } from 'zod';
import type { InboundEvent } from '../../contract/inbound-event.ts';
import type { InboundRequest } from '../agent-channel.ts';
import { UnreadableRequestError } from '../channel-error.ts';
import { homePress } from './agent-status.ts';
import { storable } from './decode-text.ts';
import { toThreadRef } from './thread-ref.ts';
import { isUserId } from './user-id.ts';

/** action_id of the buttons of the card and of the home tab, and callback_id of the message shortcut. */
export const actionIds = {
  claim: 'claim_handoff',
  end: 'end_handoff',
  endShortcut: 'end_session',
  away: 'agent_away',
  back: 'agent_back',
  handled: 'handle_contact_request',
} as const;

const place = { thread_ts: z.string().nullish() };
const payload = z.object({
  type: z.string(),
  api_app_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), username: z.string().nullish(), name: z.string().nullish() }).nullish(),
  channel: z.object({ id: z.string() }).nullish(),
  container: z.object({ message_ts: z.string().nullish(), channel_id: z.string().nullish(), ...place }).nullish(),
  view: z.object({ id: z.string(), type: z.string() }).nullish(),
  message: z.object({ ts: z.string(), app_id: z.string().nullish(), ...place }).nullish(),
  actions: z.array(z.object({ action_id: z.string(), action_ts: z.string().nullish() })).nullish(),
  callback_id: z.string().nullish(),
  action_ts: z.string().nullish(),
});
type Payload = z.infer<typeof payload>;

/** Projects a button click or a message shortcut to what an agent did. Throws {@link UnreadableRequestError}. */
export const parseInteraction = (body: Buffer): InboundRequest => {
  const found = read(body);
  const atHome = pressedAtHome(found);
  if (atHome) return atHome;
  const done = doneBy(found);
  if (done.length === 0) return { is: 'events', events: [], ignored: 'other_interaction' };
  const shared = whereAndWho(found);
  if (!shared) return { is: 'events', events: [], ignored: 'no_thread' };
  const { channel, messageTs, ...event } = shared;
  const events = done.map(({ type, action, at }): InboundEvent => {
    const key = `act:${channel}:${messageTs}:${action}:${event.agentExternalId}:${at}`;
    return { type, ...event, keys: [key] };
  });
  return { is: 'events', events };
};

const pressedAtHome = ({ type, view, user, actions }: Payload): InboundRequest | undefined => {
  if (type !== 'block_actions' || view?.type !== 'home' || !user) return undefined;
  for (const { action_id: action, action_ts } of actions ?? []) {
    const change = action === actionIds.away ? 'away' : action === actionIds.back ? 'back' : undefined;
    const press = { user: user.id, name: user.name ?? user.username, view: view.id, at: action_ts ?? '' };
    if (change) return homePress(change, press);
  }
  return undefined;
};

type Done = { type: 'claim' | 'end' | 'handled'; action: string; at: string };

const doneBy = (found: Payload): Done[] => {
  if (found.type === 'message_action' && found.callback_id === actionIds.endShortcut) {
    return [{ type: 'end', action: actionIds.endShortcut, at: found.action_ts ?? '' }];
  }
  if (found.type !== 'block_actions') return [];
  return (found.actions ?? []).flatMap(({ action_id: action, action_ts }): Done[] => {
    const at = action_ts ?? '';
    if (action === actionIds.claim) return [{ type: 'claim', action, at }];
    if (action === actionIds.handled) return [{ type: 'handled', action, at }];
    return action === actionIds.end ? [{ type: 'end', action, at }] : [];
  });
};

/** The thread is where the button hangs, never what its value says: a value can be sent back changed. */
const whereAndWho = (found: Payload) => {
  const { team, user, message, container } = found;
  const channel = found.channel?.id ?? container?.channel_id;
  const messageTs = message?.ts ?? container?.message_ts;
  if (!team || !user || !isUserId(user.id) || !channel || !messageTs) return undefined;
  const root = message?.thread_ts ?? container?.thread_ts;
  const name = user.name ?? user.username;
  return {
    channel,
    messageTs,
    threadRef: toThreadRef({ team: team.id, channel, ts: root ?? messageTs }),
    agentExternalId: user.id,
    // Slack routes clicks to the app that made the button; the shortcut can be used on anybody's message.
    parentIsOurs: found.type === 'block_actions' || Boolean(root) || isOurPost(found),
    ...(name && { agentName: storable(name, 100) }),
  };
};

const isOurPost = ({ message, api_app_id }: Payload) => Boolean(api_app_id) && message?.app_id === api_app_id;

const read = (body: Buffer): Payload => {
  let value: unknown;
  try {
    value = JSON.parse(new URLSearchParams(body.toString('utf8')).get('payload') ?? '');
  } catch {
    throw new UnreadableRequestError('The form has no JSON payload.');
  }
  const parsed = payload.safeParse(value);
  if (!parsed.success) throw new UnreadableRequestError('The payload is no interaction of Slack.');
  return parsed.data;
};

import { z } from 'zod';
import type { InboundEvent } from '../../contract/inbound-event.ts';
import type { InboundRequest } from '../agent-channel.ts';
import { UnreadableRequestError } from '../channel-error.ts';
import { readText } from './text.ts';
import { toThreadRef } from './thread-ref.ts';

const file = z.object({ name: z.string().optional(), title: z.string().optional() });
const inner = z.object({
  type: z.string(),
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  app_id: z.string().optional(),
  text: z.string().optional(),
  ts: z.string().optional(),
  thread_ts: z.string().optional(),
  parent_user_id: z.string().optional(),
  client_msg_id: z.string().optional(),
  edited: z.object({ ts: z.string() }).optional(),
  files: z.array(file).optional(),
});
const event = inner.extend({
  channel: z.string().optional(),
  deleted_ts: z.string().optional(),
  message: inner.optional(),
  previous_message: inner.optional(),
});
const envelope = z.object({
  type: z.string(),
  challenge: z.string().optional(),
  team_id: z.string().optional(),
  authorizations: z.array(z.object({ team_id: z.string().nullish(), user_id: z.string() })).optional(),
  event: event.optional(),
});

type Inner = z.infer<typeof inner>;
type Place = { team: string; channel: string; botUser: string | undefined };

/** Subtypes of message in which an agent says something; every other one is Slack talking. */
const spokenSubtypes = new Set([undefined, 'file_share', 'thread_broadcast']);

const ignored = (why: string): InboundRequest => ({ is: 'events', events: [], ignored: why });

/** Projects a request of the Events API to what an agent did. Throws {@link UnreadableRequestError}. */
export const parseEvents = (body: Buffer): InboundRequest => {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new UnreadableRequestError('The body is not JSON.');
  }
  const parsed = envelope.safeParse(value);
  if (!parsed.success) throw new UnreadableRequestError('The body is no event of Slack.');
  const { type, challenge, team_id, authorizations, event: found } = parsed.data;
  if (type === 'url_verification') return { is: 'reply', body: challenge ?? '', type: 'text/plain' };
  if (type !== 'event_callback' || !found) return ignored('other_envelope');
  if (found.type !== 'message' || !found.channel) return ignored('other_event');
  const team = authorizations?.[0]?.team_id ?? team_id;
  if (!team) return ignored('no_team');
  const place = { team, channel: found.channel, botUser: authorizations?.[0]?.user_id };

  if (found.subtype === 'message_changed') return edited(place, found.message, found.previous_message);
  if (found.subtype === 'message_deleted') return deleted(place, found.deleted_ts, found.previous_message);
  if (!spokenSubtypes.has(found.subtype)) return ignored('other_subtype');
  return spoken(place, found);
};

const isBot = (place: Place, message: Inner): boolean =>
  message.bot_id !== undefined || message.app_id !== undefined || message.user === place.botUser;

/** What every event in a thread has; undefined when it is no agent's reply in a thread. */
const base = (place: Place, message: Inner | undefined) => {
  if (!message?.user || !message.ts || !message.thread_ts || message.thread_ts === message.ts) return undefined;
  if (isBot(place, message)) return undefined;
  const { team, channel } = place;
  return {
    threadRef: toThreadRef({ team, channel, ts: message.thread_ts }),
    agentExternalId: message.user,
    parentIsOurs: message.parent_user_id !== undefined && message.parent_user_id === place.botUser,
  };
};

const textOf = (message: Inner): string => {
  const files = (message.files ?? []).map((f) => `[file: ${f.title ?? f.name ?? 'unnamed'}]`);
  return [readText(message.text ?? ''), ...files].filter((line) => line !== '').join('\n');
};

const spoken = (place: Place, message: Inner): InboundRequest => {
  if (isBot(place, message)) return ignored('bot');
  const shared = base(place, message);
  if (!shared) return ignored('no_thread');
  const text = textOf(message);
  if (text.trim() === '') return ignored('no_text');
  const { team, channel } = place;
  const keys = [`msg:${team}:${channel}:${message.ts}`];
  // One gesture can come as two events with different ts: this names the gesture.
  if (message.client_msg_id) keys.push(`cmid:${team}:${channel}:${message.client_msg_id}`);
  const event: InboundEvent = {
    type: 'message',
    ...shared,
    keys,
    text,
    externalId: `${team}:${channel}:${message.ts}`,
  };
  return { is: 'events', events: [event] };
};

/** Slack also reports unfurled links and changed metadata as edits: only a new text by its author is one. */
const edited = (place: Place, message: Inner | undefined, before: Inner | undefined): InboundRequest => {
  const shared = base(place, message);
  if (!message?.edited || !shared || textOf(message) === textOf(before ?? message)) return ignored('no_edit');
  const { team, channel } = place;
  return {
    is: 'events',
    events: [
      {
        type: 'message_edited',
        ...shared,
        keys: [`edit:${team}:${channel}:${message.ts}:${message.edited.ts}`],
        text: textOf(message),
        targetExternalId: `${team}:${channel}:${message.ts}`,
      },
    ],
  };
};

const deleted = (place: Place, ts: string | undefined, before: Inner | undefined): InboundRequest => {
  const shared = base(place, before && { ...before, ts: ts ?? before.ts });
  if (!ts || !shared) return ignored('no_deletion');
  const { team, channel } = place;
  return {
    is: 'events',
    events: [
      {
        type: 'message_deleted',
        ...shared,
        keys: [`del:${team}:${channel}:${ts}`],
        targetExternalId: `${team}:${channel}:${ts}`,
      },
    ],
  };
};

import { z } from 'zod';
import type { InboundEvent } from '../../contract/inbound-event.ts';
import { decodeText, longestText, storable } from './decode-text.ts';
import { toThreadRef } from './thread-ref.ts';
import { isUserId } from './user-id.ts';

const file = z.object({ name: z.string().nullish(), title: z.string().nullish() });
const message = z.object({
  subtype: z.string().nullish(),
  user: z.string().nullish(),
  bot_id: z.string().nullish(),
  app_id: z.string().nullish(),
  text: z.string().nullish(),
  ts: z.string().nullish(),
  thread_ts: z.string().nullish(),
  parent_user_id: z.string().nullish(),
  root: z.object({ user: z.string().nullish() }).nullish(),
  client_msg_id: z.string().nullish(),
  edited: z.object({ ts: z.string() }).nullish(),
  files: z.array(file).nullish(),
});
/** An event of type `message` (docs.slack.dev, message event); what we don't read is left out. */
export const messageEvent = message.extend({
  channel: z.string(),
  deleted_ts: z.string().nullish(),
  message: message.nullish(),
  previous_message: message.nullish(),
});

type Message = z.infer<typeof message>;
/** Who we are in the event's workspace. */
export type Us = { team: string; botUser: string | undefined; app: string | undefined };
type Place = Us & { channel: string };

/** Why a message is none of an agent's in a thread; a name for a metric. */
export type Ignored =
  | 'own_post'
  | 'no_author'
  | 'other_bot'
  | 'other_subtype'
  | 'no_thread'
  | 'no_text'
  | 'no_edit'
  | 'no_deletion';

/** Subtypes of messages in which a person says something; every other one is Slack talking. */
const spoken = ['file_share', 'thread_broadcast'];

/** What an agent did in a thread, or why this is nothing of the kind. */
export const projectMessage = (us: Us, event: z.infer<typeof messageEvent>): InboundEvent | Ignored => {
  const place = { ...us, channel: event.channel };
  if (event.subtype === 'message_changed') return edited(place, event.message, event.previous_message);
  if (event.subtype === 'message_deleted') return deleted(place, event.deleted_ts, event.previous_message);
  return said(place, event);
};

const said = (place: Place, found: Message): InboundEvent | Ignored => {
  const reply = asReply(place, found);
  if (typeof reply === 'string') return reply;
  const text = textOf(found);
  if (text.trim() === '') return 'no_text';
  const { id, shared } = reply;
  const keys = [`msg:${id}`];
  // One gesture can come as two messages with different ts: this names the gesture.
  if (found.client_msg_id) keys.push(`cmid:${place.team}:${place.channel}:${storable(found.client_msg_id, 100)}`);
  return { type: 'message', ...shared, keys, text, externalId: id };
};

type Found = Message | null | undefined;

/** Slack also reports unfurled links and changed metadata as edits: only a new text by its author is one. */
const edited = (place: Place, after: Found, before: Found): InboundEvent | Ignored => {
  if (!after?.edited || !isTs(after.edited.ts)) return 'no_edit';
  const reply = asReply(place, after);
  if (typeof reply === 'string') return reply;
  const text = textOf(after);
  if (text.trim() === '' || (before && textOf(before) === text)) return 'no_edit';
  const { id, shared } = reply;
  const { ts } = after.edited;
  const keys = [`edit:${id}:${ts}`];
  return { type: 'message_edited', ...shared, keys, text, targetExternalId: id, editedAt: Number(ts) };
};

const deleted = (place: Place, ts: string | null | undefined, before: Found): InboundEvent | Ignored => {
  if (!ts || !before) return 'no_deletion';
  const reply = asReply(place, { ...before, ts });
  if (typeof reply === 'string') return reply;
  const { id, shared } = reply;
  return { type: 'message_deleted', ...shared, keys: [`del:${id}`], targetExternalId: id };
};

/** What every message of an agent in a thread has in common. */
const asReply = (place: Place, found: Message) => {
  const { team, channel, botUser, app } = place;
  if ((botUser && found.user === botUser) || (app && found.app_id === app)) return 'own_post';
  if (found.bot_id) return 'other_bot';
  if (found.subtype && !spoken.includes(found.subtype)) return 'other_subtype';
  const { user, ts, thread_ts: root } = found;
  if (!isTs(ts) || !isTs(root) || root === ts) return 'no_thread';
  if (!user || !isUserId(user)) return 'no_author';
  const parent = found.parent_user_id ?? found.root?.user;
  const shared = {
    threadRef: toThreadRef({ team, channel, ts: root }),
    agentExternalId: user,
    parentIsOurs: botUser !== undefined && parent === botUser,
  };
  return { id: `${team}:${channel}:${ts}`, shared };
};

/** Slack's message ids look like numbers and are kept as strings: as numbers they lose digits. */
const isTs = (ts: string | null | undefined): ts is string => /^\d{1,12}\.\d{1,9}$/.test(ts ?? '');

const mostFilesNamed = 10;

const textOf = (found: Message): string => {
  const files = (found.files ?? [])
    .slice(0, mostFilesNamed)
    .map((f) => `[file: ${storable(f.title || f.name || 'unnamed', 100).replace(/\s+/g, ' ')}]`)
    .join('\n');
  const text = storable(decodeText(found.text ?? ''), files ? longestText - files.length - 1 : longestText);
  return [text, files].filter((part) => part !== '').join('\n');
};

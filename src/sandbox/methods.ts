import { randomUUID } from 'node:crypto';
import { changedEvent, deletedEvent, messageEvent } from './events.ts';
import { type Arguments, type Method, structured, text, visible, type World } from './method.ts';
import { type Channel, type Member, type Message, SlackError } from './model.ts';
import { peopleMethods } from './people-methods.ts';
import { app, team } from './seed.ts';

const channelFor = (world: World, caller: Member, args: Arguments, to: 'read' | 'write'): Channel => {
  const channel = world.channels.find((c) => c.id === text(args, 'channel'));
  const member = channel?.members.includes(caller.id) ?? false;
  if (!channel || (channel.isPrivate && !member)) throw new SlackError('channel_not_found');
  if (to === 'write' && channel.isArchived) throw new SlackError('is_archived');
  if (!member) throw new SlackError('not_in_channel');
  return channel;
};

/** Lengths as Slack limits them: 50 blocks, 3,000 characters a section, about 13,200 in all. */
const checkedBlocks = (args: Arguments): unknown[] | undefined => {
  const blocks = structured(args, 'blocks', 'invalid_blocks');
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks) || blocks.length > 50) throw new SlackError('invalid_blocks');
  for (const block of blocks as { type?: string; text?: { text?: string } }[]) {
    if (typeof block?.type !== 'string') throw new SlackError('invalid_blocks');
    if (block.type === 'section' && (block.text?.text?.length ?? 0) > 3000) throw new SlackError('invalid_blocks');
  }
  if (JSON.stringify(blocks).length > 26_000) throw new SlackError('msg_blocks_too_long');
  return blocks;
};

const checkedMetadata = (args: Arguments): Message['metadata'] => {
  const metadata = structured(args, 'metadata', 'invalid_metadata_format') as Message['metadata'];
  if (metadata && JSON.stringify(metadata).length > 8000) throw new SlackError('metadata_too_large');
  return metadata;
};

const say = (world: World, caller: Member, args: Arguments): Message => {
  const channel = channelFor(world, caller, args, 'write');
  const blocks = checkedBlocks(args);
  const said = text(args, 'text');
  if (said === '' && !blocks) throw new SlackError('no_text');
  if (said.length > 40_000) throw new SlackError('msg_too_long');
  const metadata = checkedMetadata(args);
  const threadTs = text(args, 'thread_ts');
  const parent = threadTs ? world.store.find(channel.id, threadTs) : undefined;
  if (threadTs && !parent) throw new SlackError('thread_not_found');
  return {
    type: 'message',
    channel: channel.id,
    ts: world.store.nextTs(),
    ...(parent && { thread_ts: parent.thread_ts ?? parent.ts }),
    user: caller.id,
    text: said,
    ...(blocks && { blocks }),
    ...(metadata && { metadata }),
    ...(caller.isBot ? { bot_id: app.botId, app_id: app.id } : { client_msg_id: randomUUID() }),
  };
};

const parentOf = (world: World, message: Message): Message | undefined =>
  message.thread_ts ? world.store.find(message.channel, message.thread_ts) : undefined;

const tell = (world: World, message: Message, event: (channel: Channel) => object) => {
  const channel = world.channels.find((c) => c.id === message.channel);
  if (channel?.members.includes(app.botUser)) world.events.send(event(channel));
};

const own = (world: World, caller: Member, args: Arguments, fault: string): Message => {
  const channel = channelFor(world, caller, args, 'write');
  const message = world.store.find(channel.id, text(args, 'ts'));
  if (!message) throw new SlackError('message_not_found');
  if (message.user !== caller.id) throw new SlackError(fault);
  return message;
};

/** A page of messages as history and replies give it, with Slack's arguments. */
const page = (messages: Message[], args: Arguments, newestFirst: boolean) => {
  const limit = Math.min(Math.max(Number(args.limit) || 100, 1), 1000);
  const oldest = Number(text(args, 'oldest') || args.oldest || 0);
  const latest = Number(text(args, 'latest') || args.latest || Number.POSITIVE_INFINITY);
  const metadata = args.include_all_metadata === true || args.include_all_metadata === 'true';
  const start = Number(Buffer.from(text(args, 'cursor'), 'base64').toString()) || 0;
  const within = messages.filter((m) => !m.ephemeralTo && Number(m.ts) > oldest && Number(m.ts) < latest);
  if (newestFirst) within.reverse();
  const more = start + limit < within.length;
  return {
    messages: within.slice(start, start + limit).map(({ metadata: data, deleted: _, ...rest }) => ({
      ...rest,
      ...(metadata && data && { metadata: data }),
    })),
    has_more: more,
    response_metadata: { next_cursor: more ? Buffer.from(String(start + limit)).toString('base64') : '' },
  };
};

const asChannel = (channel: Channel, caller: Member) => ({
  id: channel.id,
  name: channel.name,
  is_channel: !channel.isPrivate,
  is_private: channel.isPrivate,
  is_archived: channel.isArchived,
  is_member: channel.members.includes(caller.id),
  num_members: channel.members.length,
});

/** The Web API methods that the app calls, and those that an agent's client needs. */
export const methods: Record<string, Method> = {
  ...peopleMethods,
  'api.test': () => ({}),
  'auth.test': (world, caller) => ({
    url: world.url(),
    team: team.name,
    user: caller.name,
    team_id: team.id,
    user_id: caller.id,
    ...(caller.isBot && { bot_id: app.botId }),
  }),
  'team.info': () => ({ team }),
  'bots.info': () => ({ bot: { id: app.botId, app_id: app.id, name: app.name, user_id: app.botUser, deleted: false } }),
  'conversations.list': (world, caller) => ({
    channels: world.channels
      .filter((c) => !c.isPrivate || c.members.includes(caller.id))
      .map((c) => asChannel(c, caller)),
  }),
  'conversations.info': (world, caller, args) => ({ channel: asChannel(visible(world, caller, args), caller) }),
  'conversations.join': (world, caller, args) => {
    const channel = visible(world, caller, args);
    if (channel.isArchived) throw new SlackError('is_archived');
    if (!channel.members.includes(caller.id)) channel.members.push(caller.id);
    world.channelsChanged();
    return { channel: asChannel(channel, caller) };
  },
  'conversations.history': (world, caller, args) =>
    page(
      world.store.in(channelFor(world, caller, args, 'read').id).filter((m) => !m.thread_ts),
      args,
      true,
    ),
  'conversations.replies': (world, caller, args) => {
    const channel = channelFor(world, caller, args, 'read');
    const root = world.store.find(channel.id, text(args, 'ts'));
    if (!root) throw new SlackError('thread_not_found');
    return page(
      world.store.in(channel.id).filter((m) => m.ts === root.ts || m.thread_ts === root.ts),
      args,
      false,
    );
  },
  'chat.postMessage': (world, caller, args) => {
    const message = say(world, caller, args);
    world.store.save(message);
    tell(world, message, (channel) => messageEvent(message, parentOf(world, message), channel.isPrivate));
    return { channel: message.channel, ts: message.ts, message };
  },
  'chat.postEphemeral': (world, caller, args) => {
    const message = { ...say(world, caller, args), ephemeralTo: text(args, 'user') };
    world.store.save(message);
    return { message_ts: message.ts };
  },
  'chat.update': (world, caller, args) => {
    const before = own(world, caller, args, 'cant_update_message');
    const blocks = checkedBlocks(args);
    const said = text(args, 'text');
    const ts = world.store.nextTs();
    const changed = { ...before, text: said, ...(blocks && { blocks }), edited: { user: caller.id, ts } };
    world.store.save(changed);
    tell(world, changed, () => changedEvent(changed, before, parentOf(world, before), ts));
    return { channel: before.channel, ts: before.ts, text: said };
  },
  'chat.delete': (world, caller, args) => {
    const message = own(world, caller, args, 'cant_delete_message');
    world.store.save({ ...message, deleted: true });
    tell(world, message, () => deletedEvent(message, parentOf(world, message), world.store.nextTs()));
    return { channel: message.channel, ts: message.ts };
  },
  'chat.getPermalink': (world, caller, args) => ({
    permalink: `${world.url()}/#${visible(world, caller, args).id}/${text(args, 'message_ts')}`,
  }),
};

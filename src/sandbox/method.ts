import type { Events } from './events.ts';
import type { Homes } from './home.ts';
import { type Channel, type Member, SlackError } from './model.ts';
import type { Presence } from './presence.ts';
import type { Store } from './store.ts';

export type Arguments = Record<string, unknown>;
export type World = {
  store: Store;
  events: Events;
  channels: Channel[];
  members: Member[];
  presence: Presence;
  homes: Homes;
  /** Tells the pages that something about the channels is new. */
  channelsChanged: () => void;
  onChannels: (listener: () => void) => () => void;
  url: () => string;
};
export type Method = (world: World, caller: Member, args: Arguments) => Record<string, unknown>;

export const text = (args: Arguments, name: string): string => (typeof args[name] === 'string' ? args[name] : '');

export const structured = (args: Arguments, name: string, fault: string): unknown => {
  const value = args[name];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackError(fault);
  }
};

/** The channel as the caller may see it. */
export const visible = (world: World, caller: Member, args: Arguments): Channel => {
  const channel = world.channels.find((c) => c.id === text(args, 'channel'));
  if (!channel || (channel.isPrivate && !channel.members.includes(caller.id)))
    throw new SlackError('channel_not_found');
  return channel;
};

const longestPage = 999;

/** A page of a list, by Slack's cursors. */
export const pageOf = <T>(list: T[], args: Arguments, usual = 100): { items: T[]; next_cursor: string } => {
  const limit = args.limit === undefined || args.limit === '' ? usual : Number(args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > longestPage) throw new SlackError('invalid_limit');
  const cursor = text(args, 'cursor');
  const start = cursor === '' ? 0 : Number(/^at:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]);
  if (!Number.isInteger(start) || start > list.length) throw new SlackError('invalid_cursor');
  const end = start + limit;
  return {
    items: list.slice(start, end),
    next_cursor: end < list.length ? Buffer.from(`at:${end}`).toString('base64') : '',
  };
};

import { type Arguments, type Method, pageOf, structured, text, visible, type World } from './method.ts';
import { type Channel, type Member, SlackError } from './model.ts';
import type { Status } from './presence.ts';
import { team } from './seed.ts';

const asUser = (world: World, member: Member) => ({
  id: member.id,
  team_id: team.id,
  name: member.name,
  real_name: member.realName,
  is_bot: member.isBot,
  deleted: false,
  profile: {
    real_name: member.realName,
    display_name: member.realName,
    image_72: `${world.url()}/avatars/${member.id}.png`,
  },
});

const personFor = (world: World, args: Arguments, caller?: Member): Member => {
  const id = text(args, 'user') || caller?.id;
  const member = world.members.find((m) => m.id === id);
  if (!member) throw new SlackError('user_not_found');
  return member;
};

/** What others are told. A pause is taken to be a range like the nightly ones, which Slack does not document. */
const dndOf = ({ snoozed }: Status) => {
  const on = snoozed !== undefined && snoozed.to > Date.now() / 1000;
  return on
    ? { dnd_enabled: true, next_dnd_start_ts: snoozed.from, next_dnd_end_ts: snoozed.to }
    : { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
};

const snoozeOf = ({ snoozed }: Status) => {
  const left = Math.max(0, (snoozed?.to ?? 0) - Math.floor(Date.now() / 1000));
  return { snooze_enabled: left > 0, ...(left > 0 && { snooze_endtime: snoozed?.to, snooze_remaining: left }) };
};

const mostForDnd = 50;

const typesOf = (args: Arguments): ((channel: Channel) => boolean) => {
  const types = (text(args, 'types') || 'public_channel').split(',');
  if (types.some((type) => !['public_channel', 'private_channel', 'mpim', 'im'].includes(type)))
    throw new SlackError('invalid_types');
  return ({ isPrivate }) => types.includes(isPrivate ? 'private_channel' : 'public_channel');
};

/** The methods about people: who they are, whether they are there, where, and what the app shows each of them. */
export const peopleMethods: Record<string, Method> = {
  'users.info': (world, _, args) => ({ user: asUser(world, personFor(world, args)) }),
  'users.list': (world) => ({ members: world.members.map((m) => asUser(world, m)) }),
  'users.getPresence': (world, caller, args) => ({
    presence: world.presence.of(personFor(world, args, caller).id).active ? 'active' : 'away',
  }),
  'users.setPresence': (world, caller, args) => {
    const wanted = text(args, 'presence');
    if (wanted !== 'auto' && wanted !== 'away') throw new SlackError('invalid_presence');
    world.presence.set(caller.id, { ...world.presence.of(caller.id), active: wanted === 'auto' });
    return {};
  },
  'users.conversations': (world, caller, args) => {
    const user = personFor(world, args, caller);
    const ofType = typesOf(args);
    const archived = !(args.exclude_archived === true || args.exclude_archived === 'true');
    const found = world.channels.filter(
      (c) =>
        c.members.includes(user.id) &&
        (!c.isPrivate || c.members.includes(caller.id)) &&
        ofType(c) &&
        (archived || !c.isArchived),
    );
    const { items, next_cursor } = pageOf(found, args);
    const channels = items.map((c) => ({
      id: c.id,
      name: c.name,
      is_channel: !c.isPrivate,
      is_private: c.isPrivate,
      is_archived: c.isArchived,
    }));
    return { channels, response_metadata: { next_cursor } };
  },
  'conversations.members': (world, caller, args) => {
    const { items: members, next_cursor } = pageOf(visible(world, caller, args).members, args);
    return { members, response_metadata: { next_cursor } };
  },
  'dnd.info': (world, caller, args) => {
    const user = personFor(world, args, caller);
    const status = world.presence.of(user.id);
    return { ...dndOf(status), ...(user.id === caller.id && snoozeOf(status)) };
  },
  'dnd.teamInfo': (world, _, args) => {
    const ids = text(args, 'users').split(',').filter(Boolean);
    if (ids.length === 0) throw new SlackError('no_users_provided');
    if (ids.length > mostForDnd) throw new SlackError('invalid_arguments');
    const known = ids.filter((id) => world.members.some((m) => m.id === id));
    return { users: Object.fromEntries(known.map((id) => [id, dndOf(world.presence.of(id))])) };
  },
  'dnd.setSnooze': (world, caller, args) => {
    const minutes = Number(args.num_minutes);
    if (!Number.isInteger(minutes) || minutes < 1) throw new SlackError('missing_duration');
    const from = Math.floor(Date.now() / 1000);
    const status = { ...world.presence.of(caller.id), snoozed: { from, to: from + minutes * 60 } };
    world.presence.set(caller.id, status);
    return snoozeOf(status);
  },
  'dnd.endSnooze': (world, caller) => {
    const { active, snoozed } = world.presence.of(caller.id);
    if (!snoozed) throw new SlackError('snooze_not_active');
    world.presence.set(caller.id, { active });
    return dndOf({ active });
  },
  'views.publish': (world, caller, args) => {
    if (!caller.isBot) throw new SlackError('not_allowed_token_type');
    const user = world.members.find((m) => m.id === text(args, 'user_id') && !m.isBot);
    if (!user) throw new SlackError('invalid_arguments', { response_metadata: { messages: ['invalid `user_id`'] } });
    const view = structured(args, 'view', 'invalid_arguments');
    return { view: world.homes.publish(user, view, text(args, 'hash')) };
  },
};

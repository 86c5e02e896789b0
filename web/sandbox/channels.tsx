import { Faults } from './faults.tsx';
import { isSnoozed, StatusSwitches } from './status.tsx';
import type { Channel, Member, Status, World } from './world.ts';

/** The name of a channel as Slack shows it; the lock is drawn, since not every machine has an emoji font. */
export const ChannelName = ({ channel }: { channel: Channel }) => (
  <>
    {channel.isPrivate ? (
      <svg class="lock" viewBox="0 0 16 16" width="12" height="12" role="img" aria-label="private">
        <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" fill="currentColor" />
      </svg>
    ) : (
      '#'
    )}{' '}
    {channel.name}
    {channel.isArchived && <span class="faint"> (archived)</span>}
  </>
);

/** The column at the side: where one is, who one is, and what is to go wrong. */
export const Sidebar = (props: {
  world: World;
  channels: Channel[];
  current: Channel | undefined;
  me: Member;
  unreadIn: (channel: string) => number;
  onChannel: (id: string) => void;
  onHome: () => void;
  onMe: (id: string) => void;
}) => {
  const { world, channels, current, me } = props;
  return (
    <nav aria-label="Channels">
      <h1>{world.team}</h1>
      <p class="honest">A sandbox that stands in for Slack: nothing here leaves this machine.</p>
      <ul>
        {channels.map((channel) => {
          const unread = channel.id === current?.id ? 0 : props.unreadIn(channel.id);
          return (
            <li key={channel.id}>
              <button
                type="button"
                class={`${channel.id === current?.id ? 'on' : ''} ${unread ? 'unread' : ''}`}
                aria-current={channel.id === current?.id}
                onClick={() => props.onChannel(channel.id)}
              >
                <span>
                  <ChannelName channel={channel} />
                </span>
                {unread > 0 && <span class="count">{unread}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      <ul aria-label="Apps">
        <li>
          <button type="button" class={current ? '' : 'on'} aria-current={current === undefined} onClick={props.onHome}>
            Handoff <span class="tag">APP</span>
          </button>
        </li>
      </ul>
      <label class="me">
        Acting as
        <select value={me.id} onChange={(event) => props.onMe(event.currentTarget.value)}>
          {world.members
            .filter((m) => !m.isBot)
            .map((m) => (
              <option key={m.id} value={m.id}>
                {m.realName}
                {statusWords(world.statuses[m.id])}
              </option>
            ))}
        </select>
      </label>
      <StatusSwitches me={me} status={world.statuses[me.id]} />
      <p class={`standing ${world.events.answers && world.events.untaken === 0 ? '' : 'off'}`} role="status">
        {standingWords(world.events)}
      </p>
      <Faults channel={current} />
    </nav>
  );
};

const statusWords = (status: Status | undefined): string => {
  const words = [status?.active === false && 'inactive', isSnoozed(status) && 'do not disturb'].filter(Boolean);
  return words.length > 0 ? ` (${words.join(', ')})` : '';
};

const standingWords = ({ answers, untaken }: World['events']): string => {
  if (untaken > 0)
    return `The app did not take ${untaken === 1 ? 'one event' : `${untaken} events`}; each is sent again at once, after a minute and after five, as Slack does.`;
  return answers
    ? 'The app answers; what you do is sent to it.'
    : 'The app does not answer yet. What you do is sent again, as Slack does.';
};

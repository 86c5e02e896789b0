import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ChannelName, Sidebar } from './channels.tsx';
import { Home } from './home.tsx';
import { Composer, Row, Scroller } from './messages.tsx';
import { useUnread } from './unread.ts';
import {
  type Button,
  callApi,
  control,
  escapeTyped,
  followWorld,
  type Message,
  runCommand,
  type World,
} from './world.ts';

const Page = () => {
  const [world, setWorld] = useState<World>();
  const [meId, setMe] = useState('U0MAYA');
  const [channelId, setChannel] = useState('');
  const [threadTs, setThread] = useState<string>();
  const [atHome, setAtHome] = useState(false);
  const [warning, setWarning] = useState('');
  const [connected, setConnected] = useState(true);
  useEffect(() => followWorld(setWorld, setConnected), []);
  // A warning is about what was done where one was.
  useEffect(() => setWarning(''), [channelId, threadTs, atHome, meId]);

  const me = world?.members.find((m) => m.id === meId);
  const channels = world?.channels.filter((c) => c.members.includes(meId)) ?? [];
  const channel = channels.find((c) => c.id === channelId) ?? channels[0];
  const unread = useUnread(world, meId, { channel: atHome ? '' : (channel?.id ?? ''), ...(threadTs && { threadTs }) });
  if (!world || !me)
    return <p class="empty">{connected ? 'Opening the sandbox...' : 'The sandbox does not answer.'}</p>;
  if (!channel) return <p class="empty">{me.realName} is in no channel.</p>;

  const seen = world.messages.filter(
    (m) => m.channel === channel.id && !m.deleted && (!m.ephemeralTo || m.ephemeralTo === me.id),
  );
  const roots = seen.filter((m) => !m.thread_ts);
  const repliesOf = (ts: string) => seen.filter((m) => m.thread_ts === ts);
  const thread = atHome ? undefined : roots.find((m) => m.ts === threadTs);

  const ask = async (method: string, args: Record<string, string>, undone: string): Promise<boolean> => {
    const fault = await callApi(method, me, { channel: channel.id, ...args }).catch(() => 'the sandbox did not answer');
    setWarning(fault ? `${undone}: ${fault.replaceAll('_', ' ')}` : '');
    return !fault;
  };
  const command = async (typed: string, ts?: string): Promise<boolean> => {
    const fault = ts ? `${typed.split(' ')[0]} is not supported in threads.` : await runCommand(me, channel.id, typed);
    setWarning(fault ?? '');
    return !fault;
  };
  const say = (text: string, ts?: string) =>
    text.startsWith('/')
      ? command(text.trim(), ts)
      : ask('chat.postMessage', { text: escapeTyped(text), ...(ts && { thread_ts: ts }) }, 'Not sent');
  const act = async (path: string, message: Message, more: object, undone: string) => {
    const fine = await control(path, { user: me.id, channel: message.channel, ts: message.ts, ...more });
    setWarning(fine ? '' : undone);
  };
  const click = async (message: Message, button: Button) => {
    if (button.confirm && !window.confirm(`${button.confirm.title.text}\n${button.confirm.text.text}`)) return;
    const more = { actionId: button.action_id, value: button.value ?? '' };
    await act('click', message, more, 'The app did not respond to that button. Try again.');
  };
  const press = async (button: Button) => {
    const fine = await control('home/click', { user: me.id, actionId: button.action_id, value: button.value ?? '' });
    setWarning(fine ? '' : 'The app did not respond to that button. Try again.');
  };
  const row = {
    members: world.members,
    me,
    onClick: click,
    onEdit: (message: Message, text: string) =>
      ask('chat.update', { ts: message.ts, text: escapeTyped(text) }, 'Not changed'),
    onDelete: (message: Message) => ask('chat.delete', { ts: message.ts }, 'Not deleted'),
  };
  const endBy = (message: Message) => () =>
    act('shortcut', message, { callbackId: 'end_session' }, 'The app did not respond to the shortcut. Try again.');

  return (
    <div class={`slack ${thread ? 'with-thread' : ''}`}>
      <Sidebar
        world={world}
        channels={channels}
        current={atHome ? undefined : channel}
        me={me}
        unreadIn={unread.inChannel}
        onChannel={(id) => {
          setChannel(id);
          setThread(undefined);
          setAtHome(false);
        }}
        onHome={() => setAtHome(true)}
        onMe={setMe}
      />
      <main>
        <h2>
          {atHome ? 'Handoff: Home' : <ChannelName channel={channel} />}
          {!connected && <span class="tag">reconnecting...</span>}
        </h2>
        {warning && (
          <p class="warning" role="alert">
            {warning}
          </p>
        )}
        {atHome ? (
          <Home view={world.homes[me.id]} members={world.members} me={me} onPress={press} />
        ) : (
          <>
            <Scroller key={channel.id} newest={roots.at(-1)} me={me}>
              {roots.length === 0 && (
                <p class="empty">Nothing here yet. Customers who ask for a person appear in #{channels[0]?.name}.</p>
              )}
              {roots.map((message) => (
                <Row
                  key={message.ts}
                  message={message}
                  replies={repliesOf(message.ts).length}
                  fresh={unread.inThread(channel.id, message.ts)}
                  {...(!message.ephemeralTo && { onOpen: () => setThread(message.ts), onEnd: endBy(message) })}
                  {...row}
                />
              ))}
            </Scroller>
            <Composer label={`Message #${channel.name}`} disabled={channel.isArchived} onSend={(text) => say(text)} />
          </>
        )}
      </main>
      {thread && (
        <aside aria-label="Thread">
          <h2>
            Thread
            <button type="button" class="close" aria-label="Close thread" onClick={() => setThread(undefined)}>
              ×
            </button>
          </h2>
          <Scroller key={thread.ts} newest={repliesOf(thread.ts).at(-1)} me={me}>
            <Row message={thread} onEnd={endBy(thread)} {...row} />
            {repliesOf(thread.ts).map((message) => (
              <Row key={message.ts} message={message} {...row} />
            ))}
          </Scroller>
          <Composer
            key={thread.ts}
            label="Reply..."
            disabled={channel.isArchived}
            onSend={(text) => say(text, thread.ts)}
          />
        </aside>
      )}
    </div>
  );
};

const root = document.getElementById('page');
if (root) render(<Page />, root);

import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Faults } from './faults.tsx';
import { Composer, Row, Scroller } from './messages.tsx';
import {
  type Button,
  callApi,
  control,
  escapeTyped,
  loadWorld,
  type Message,
  type World,
  withMessage,
} from './world.ts';

const Page = () => {
  const [world, setWorld] = useState<World>();
  const [meId, setMe] = useState('U0MAYA');
  const [channelId, setChannel] = useState('');
  const [threadTs, setThread] = useState<string>();
  const [warning, setWarning] = useState('');
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    const changes = new EventSource('/page/changes');
    // Everything is read anew at each connection: nothing that came in between is missed.
    changes.onopen = () => {
      setConnected(true);
      void loadWorld().then(setWorld);
    };
    changes.onerror = () => setConnected(false);
    changes.onmessage = (event) => {
      const message = JSON.parse(event.data) as Message;
      setWorld((before) => before && withMessage(before, message));
    };
    return () => changes.close();
  }, []);

  const me = world?.members.find((m) => m.id === meId);
  if (!world || !me) return <p class="empty">Connecting to the sandbox...</p>;
  const channels = world.channels.filter((c) => c.members.includes(me.id));
  const channel = channels.find((c) => c.id === channelId) ?? channels[0];
  if (!channel) return <p class="empty">{me.realName} is in no channel.</p>;

  const seen = world.messages.filter(
    (m) => m.channel === channel.id && !m.deleted && (!m.ephemeralTo || m.ephemeralTo === me.id),
  );
  const roots = seen.filter((m) => !m.thread_ts);
  const repliesOf = (ts: string) => seen.filter((m) => m.thread_ts === ts);
  const thread = roots.find((m) => m.ts === threadTs);

  const say = async (text: string, ts?: string): Promise<boolean> => {
    const fault = await callApi('chat.postMessage', me, {
      channel: channel.id,
      text: escapeTyped(text),
      ...(ts && { thread_ts: ts }),
    }).catch(() => 'the sandbox did not answer');
    setWarning(fault ? `Not sent: ${fault.replaceAll('_', ' ')}` : '');
    return !fault;
  };
  const click = async (message: Message, button: Button) => {
    if (button.confirm && !window.confirm(`${button.confirm.title.text}\n${button.confirm.text.text}`)) return;
    const target = { user: me.id, channel: message.channel, ts: message.ts };
    const fine = await control('click', { ...target, actionId: button.action_id, value: button.value ?? '' });
    setWarning(fine ? '' : 'The app did not respond to that button. Try again.');
  };
  const endBy = async (message: Message) => {
    const target = { user: me.id, channel: message.channel, ts: message.ts };
    const fine = await control('shortcut', { ...target, callbackId: 'end_session' });
    setWarning(fine ? '' : 'The app did not respond to the shortcut. Try again.');
  };

  return (
    <div class={`slack ${thread ? 'with-thread' : ''}`}>
      <nav>
        <h1>Fernhollow Tea</h1>
        <p class="honest">Slack sandbox: nothing here leaves this machine.</p>
        <ul>
          {channels.map((c) => (
            <li key={c.id}>
              <button type="button" class={c.id === channel.id ? 'on' : ''} onClick={() => setChannel(c.id)}>
                {c.isPrivate ? '🔒' : '#'} {c.name} {c.isArchived && <span class="faint">(archived)</span>}
              </button>
            </li>
          ))}
        </ul>
        <label>
          Acting as
          <select value={me.id} onChange={(event) => setMe(event.currentTarget.value)}>
            {world.members
              .filter((m) => !m.isBot)
              .map((m) => (
                <option key={m.id} value={m.id}>
                  {m.realName}
                </option>
              ))}
          </select>
        </label>
        <Faults />
      </nav>
      <main>
        <h2>
          {channel.isPrivate ? '🔒' : '#'} {channel.name}
          {!connected && <span class="tag">reconnecting...</span>}
        </h2>
        {warning && (
          <p class="warning" role="alert">
            {warning}
          </p>
        )}
        <Scroller count={roots.length}>
          {roots.length === 0 && (
            <p class="empty">Nothing here yet. Customers who ask for a person appear in #customer-help.</p>
          )}
          {roots.map((message) => (
            <Row
              key={message.ts}
              message={message}
              members={world.members}
              me={me}
              replies={repliesOf(message.ts).length}
              onOpen={() => setThread(message.ts)}
              onClick={click}
              onEnd={() => endBy(message)}
            />
          ))}
        </Scroller>
        <Composer label={`Message #${channel.name}`} onSend={(text) => say(text)} />
      </main>
      {thread && (
        <aside aria-label="Thread">
          <h2>
            Thread
            <button type="button" class="close" aria-label="Close thread" onClick={() => setThread(undefined)}>
              ×
            </button>
          </h2>
          <Scroller count={repliesOf(thread.ts).length}>
            <Row message={thread} members={world.members} me={me} onClick={click} onEnd={() => endBy(thread)} />
            {repliesOf(thread.ts).map((message) => (
              <Row key={message.ts} message={message} members={world.members} me={me} onClick={click} />
            ))}
          </Scroller>
          <Composer label="Reply..." onSend={(text) => say(text, thread.ts)} />
        </aside>
      )}
    </div>
  );
};

const root = document.getElementById('page');
if (root) render(<Page />, root);

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../client/chat.ts';
import { type Line, linesOf, type Pending, type ViewState } from '../state/view-state.ts';
import { PlainText } from './text.tsx';
import { answerNote, eventText } from './words.ts';

const nearEndPx = 80;

/** The conversation, in order; it follows its end unless the customer reads further up. */
export const MessageList = ({ chat, view }: { chat: Chat; view: ViewState }) => {
  const box = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const lines = linesOf(view.entries);
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  /** What the customer looks at stays where it is while something is put above it. */
  const readEarlier = async () => {
    const before = box.current?.scrollHeight ?? 0;
    await chat.readEarlier().catch(() => undefined);
    requestAnimationFrame(() => {
      if (box.current) box.current.scrollTop += box.current.scrollHeight - before;
    });
  };
  useEffect(() => {
    if (!away) toEnd();
  }, [view.entries.at(-1)?.seq, view.pending.length]);
  // What stands above or below it grows and shrinks: the end stays in view.
  useEffect(() => {
    const sizes = new ResizeObserver(() => {
      if (!away) toEnd();
    });
    if (box.current) sizes.observe(box.current);
    return () => sizes.disconnect();
  }, [away]);

  return (
    <div class="history">
      <div
        class="log"
        role="log"
        aria-label="Conversation"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        ref={box}
        onScroll={({ currentTarget: at }) => setAway(at.scrollHeight - at.scrollTop - at.clientHeight > nearEndPx)}
      >
        {(view.entries[0]?.seq ?? 1) > 1 && (
          <button type="button" class="earlier" onClick={readEarlier}>
            Show earlier messages
          </button>
        )}
        {lines.length === 0 && view.pending.length === 0 && <p class="greeting">{greeting(view)}</p>}
        {lines.map((line, i) => (
          <LineView key={line.seq} line={line} before={lines[i - 1]} view={view} />
        ))}
        {view.pending.map((message) => (
          <PendingView key={message.clientId} chat={chat} message={message} />
        ))}
      </div>
      {away && (
        <button type="button" class="to-end" onClick={toEnd}>
          Latest messages ↓
        </button>
      )}
    </div>
  );
};

const greeting = ({ conversation }: ViewState): string => {
  const reachable = conversation?.offer.button && conversation.offer.availability !== 'closed';
  return `Hello! Ask me anything. I am an AI assistant${reachable ? ', and people are a click away' : ''}.`;
};

const LineView = ({ line, before, view }: { line: Line; before: Line | undefined; view: ViewState }) => {
  const agent = (id: string | undefined) => view.conversation?.agents.find((a) => a.id === id);
  if (line.kind === 'system') {
    if (!line.event || !view.conversation) return null;
    const met = view.entries.some((e) => e.handoffId === line.handoffId && e.event?.type === 'agent_joined');
    const { offer } = view.conversation;
    const agentName = (id: string) => agent(id)?.name ?? 'An agent';
    return <p class="system">{eventText(line.event, { agentName, met, offer })}</p>;
  }
  const continues = before?.kind === line.kind && before.agentId === line.agentId;
  const who = agent(line.agentId);
  return (
    <div class={`line ${line.kind} ${continues ? 'continues' : ''}`}>
      {line.kind !== 'customer' && !continues && (
        <div class="author">
          {line.kind === 'agent' && <Portrait name={who?.name ?? 'Agent'} url={who?.avatarUrl} />}
          {line.kind === 'assistant' ? 'Assistant' : (who?.name ?? 'Agent')}
          {line.kind === 'assistant' && <span class="label">AI</span>}
        </div>
      )}
      <div class="bubble">
        {line.deleted ? <em>This message was deleted.</em> : <PlainText text={line.text} />}
        {line.event?.type === 'contact_answer' && <div class="faint">{answerNote(line.event.mailed)}</div>}
        {line.edited && <span class="faint"> (edited)</span>}
      </div>
      {line.event?.type === 'contact_request' && <div class="beside">Sent with the contact form</div>}
    </div>
  );
};

export const Portrait = ({ name, url }: { name: string; url: string | undefined }) => {
  const [broken, setBroken] = useState<string>();
  return url && url !== broken ? (
    <img class="portrait" src={url} alt="" width="24" height="24" onError={() => setBroken(url)} />
  ) : (
    <span class="portrait">{name.slice(0, 1)}</span>
  );
};

const PendingView = ({ chat, message }: { chat: Chat; message: Pending }) => (
  <div class="line customer">
    <div class={`bubble ${message.fault ? 'faulty' : 'pending'}`}>
      <PlainText text={message.text} />
    </div>
    <div class="beside">
      {!message.fault && 'Sending...'}
      {message.fault === 'failed' && 'Not sent. '}
      {message.fault === 'handoff_ended' && 'The session ended before this was sent. '}
      {message.fault && (
        <>
          <button type="button" onClick={() => chat.sendAgain(message.clientId)}>
            {message.fault === 'handoff_ended' ? 'Send to the assistant' : 'Try again'}
          </button>{' '}
          <button type="button" onClick={() => chat.discard(message.clientId)}>
            Discard
          </button>
        </>
      )}
    </div>
  </div>
);

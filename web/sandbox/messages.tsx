import { useEffect, useRef, useState } from 'preact/hooks';
import { Body } from './blocks.tsx';
import type { Button, Member, Message } from './world.ts';

const timeOf = (message: Message): string =>
  new Date(Number(message.ts) * 1000).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });

type RowProps = {
  message: Message;
  members: Member[];
  me: Member;
  replies?: number;
  onOpen?: () => void;
  onClick: (message: Message, button: Button) => void;
  onEnd?: () => void;
};

/** One message with its author. */
export const Row = ({ message, members, me, replies, onOpen, onClick, onEnd }: RowProps) => {
  const author = members.find((m) => m.id === message.user);
  return (
    <article class={`row ${message.ephemeralTo ? 'ephemeral' : ''}`}>
      <img src={`/avatars/${message.user}.png`} alt="" width="36" height="36" />
      <div class="content">
        <header>
          <strong>{author?.realName ?? 'Somebody'}</strong>
          {author?.isBot && <span class="tag">APP</span>}
          <time>{timeOf(message)}</time>
          {message.edited && !author?.isBot && <span class="faint">(edited)</span>}
        </header>
        {message.ephemeralTo && (
          <p class="faint">Only visible to {message.ephemeralTo === me.id ? 'you' : 'a colleague'}</p>
        )}
        <Body message={message} members={members} onClick={(button) => onClick(message, button)} />
        {onOpen && (
          <button type="button" class="replies" onClick={onOpen}>
            {replies ? `${replies} ${replies === 1 ? 'reply' : 'replies'}` : 'Reply in thread'}
          </button>
        )}
      </div>
      {onEnd && (
        <button type="button" class="more" title="End this session (message shortcut)" onClick={onEnd}>
          ⋯
        </button>
      )}
    </article>
  );
};

/** A list that stays at its end unless one scrolled up. */
export const Scroller = ({ children, count }: { children: preact.ComponentChildren; count: number }) => {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  return (
    <div
      class="scroller"
      ref={box}
      onScroll={({ currentTarget: at }) => {
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 60;
      }}
    >
      {children}
    </div>
  );
};

/** Enter sends, Shift+Enter makes a line. What was typed stays when it could not be sent. */
export const Composer = ({ label, onSend }: { label: string; onSend: (text: string) => Promise<boolean> }) => {
  const [text, setText] = useState('');
  const send = async () => {
    if (text.trim() !== '' && (await onSend(text))) setText('');
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        rows={1}
        aria-label={label}
        placeholder={label}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button type="submit" disabled={text.trim() === ''}>
        Send
      </button>
    </form>
  );
};

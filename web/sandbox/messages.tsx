import { useEffect, useRef, useState } from 'preact/hooks';
import { Body } from './blocks.tsx';
import { type Button, type Member, type Message, unescapeTyped } from './world.ts';

const timeOf = (message: Message): string =>
  new Date(Number(message.ts) * 1000).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });

type RowProps = {
  message: Message;
  members: Member[];
  me: Member;
  replies?: number;
  /** How many of the replies are new to the reader. */
  fresh?: number;
  onOpen?: () => void;
  onClick: (message: Message, button: Button) => void;
  onEdit: (message: Message, text: string) => Promise<boolean>;
  onDelete: (message: Message) => Promise<boolean>;
  onEnd?: () => void;
};

/** One message with its author. */
export const Row = (props: RowProps) => {
  const { message, members, me, replies, fresh, onOpen, onEnd } = props;
  const [editing, setEditing] = useState(false);
  const author = members.find((m) => m.id === message.user);
  const save = async (text: string) => {
    const fine = text === unescapeTyped(message.text) || (await props.onEdit(message, text));
    if (fine) setEditing(false);
    return fine;
  };
  const remove = () => {
    if (window.confirm('Delete this message?')) void props.onDelete(message);
  };
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
        {message.ephemeralTo && <p class="faint">Only visible to you</p>}
        {editing ? (
          <Composer
            label="Edit message"
            initial={unescapeTyped(message.text)}
            action="Save"
            onSend={save}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <Body message={message} members={members} onClick={(button) => props.onClick(message, button)} />
        )}
        {onOpen && (
          <button type="button" class={`replies ${replies ? '' : 'quiet'}`} onClick={onOpen}>
            {replies ? `${replies} ${replies === 1 ? 'reply' : 'replies'}` : 'Reply in thread'}
            {fresh ? <span class="count">{fresh} new</span> : null}
          </button>
        )}
      </div>
      {!editing && (
        <div class="tools">
          {message.user === me.id && (
            <>
              <button type="button" onClick={() => setEditing(true)}>
                Edit
              </button>
              <button type="button" onClick={remove}>
                Delete
              </button>
            </>
          )}
          {onEnd && author?.isBot && (
            <button type="button" title="The app's message shortcut" onClick={onEnd}>
              End this session
            </button>
          )}
        </div>
      )}
    </article>
  );
};

/** A list that stays at its end unless one scrolled up; one's own newest message is gone to. `newest`: the last message. */
export const Scroller = (props: { children: preact.ComponentChildren; newest: Message | undefined; me: Member }) => {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const { newest, me } = props;
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useEffect(() => {
    if (atEnd.current || newest?.user === me.id) toEnd();
  }, [newest?.ts]);
  // A card that changes and a picture that comes late grow the list without a new message.
  useEffect(() => {
    const sizes = new ResizeObserver(() => atEnd.current && toEnd());
    for (const element of [box.current, list.current]) if (element) sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  return (
    <div
      class="scroller"
      ref={box}
      onScroll={({ currentTarget: at }) => {
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 60;
      }}
    >
      <div ref={list}>{props.children}</div>
    </div>
  );
};

/** Enter sends, Shift+Enter makes a line, Escape leaves an edit. What was typed stays when it could not be sent. */
export const Composer = (props: {
  label: string;
  initial?: string;
  action?: string;
  disabled?: boolean;
  onSend: (text: string) => Promise<boolean>;
  onCancel?: () => void;
}) => {
  const [text, setText] = useState(props.initial ?? '');
  const sending = useRef(false);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (props.onCancel) box.current?.focus();
  }, []);
  const send = async () => {
    if (text.trim() === '' || sending.current) return;
    sending.current = true;
    if (await props.onSend(text)) setText(props.initial === undefined ? '' : text);
    sending.current = false;
  };
  if (props.disabled) return <p class="composer faint">This channel is archived.</p>;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        ref={box}
        rows={1}
        aria-label={props.label}
        placeholder={props.label}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onCancel?.();
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      {props.onCancel && (
        <button type="button" class="plain" onClick={props.onCancel}>
          Cancel
        </button>
      )}
      <button type="submit" disabled={text.trim() === ''}>
        {props.action ?? 'Send'}
      </button>
    </form>
  );
};

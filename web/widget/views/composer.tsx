import { useState } from 'preact/hooks';
import type { Chat } from '../client/chat.ts';

/** Enter sends, Shift+Enter makes a line. The draft is kept on the device. */
export const Composer = ({ chat }: { chat: Chat }) => {
  const [text, setText] = useState(chat.kept.get().draft ?? '');
  const [full, setFull] = useState(false);
  const change = (draft: string) => {
    setText(draft);
    chat.kept.set({ draft });
  };
  const send = () => {
    if (text.trim() === '') return;
    const taken = chat.send(text.trim());
    setFull(!taken);
    if (taken) change('');
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {full && <p role="alert">Too many messages wait to be sent. Please wait until you are connected again.</p>}
      <textarea
        rows={1}
        maxLength={10_000}
        aria-label="Your message"
        placeholder="Write a message..."
        value={text}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" aria-label="Send" disabled={text.trim() === ''}>
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <path d="M3 10 17 3l-4 14-3-5z" fill="currentColor" />
        </svg>
      </button>
    </form>
  );
};

import { useLayoutEffect, useReducer } from 'preact/hooks';
import type { Chat } from '../client/chat.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { SessionBar } from './session-bar.tsx';

/** The open chat. */
export const Panel = ({ chat, title, onClose }: { chat: Chat; title: string; onClose: () => void }) => {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  // Before the first paint: what changes until then would not be drawn.
  useLayoutEffect(() => {
    redraw(undefined);
    return chat.subscribe(() => redraw(undefined));
  }, [chat]);
  const view = chat.view();
  return (
    <section
      class="panel"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header class="head">
        <h2>{title}</h2>
        <button type="button" aria-label="Close chat" onClick={onClose}>
          ×
        </button>
      </header>
      {view.ready && !view.connected && (
        <p class="offline" role="status">
          Reconnecting... What you write is kept.
        </p>
      )}
      <MessageList chat={chat} view={view} />
      <SessionBar chat={chat} view={view} />
      <Composer chat={chat} />
    </section>
  );
};

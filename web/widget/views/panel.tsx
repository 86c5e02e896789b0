import { useLayoutEffect, useReducer } from 'preact/hooks';
import type { Chat } from '../client/chat.ts';
import type { ViewState } from '../state/view-state.ts';
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
  const trouble = troubleOf(view);
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
      {trouble && (
        <p class="offline" role="status">
          {trouble}
        </p>
      )}
      <MessageList chat={chat} view={view} />
      <SessionBar chat={chat} view={view} />
      <Composer chat={chat} />
    </section>
  );
};

/** What keeps the chat from working now, in the customer's words. */
const troubleOf = ({ trouble, ready, lost }: ViewState): string => {
  if (trouble === 'barred') return 'This chat is not available on this site.';
  if (trouble === 'unreachable' && !ready)
    return 'We can not be reached just now; trying again. What you write is kept.';
  return ready && lost ? 'Reconnecting... What you write is kept.' : '';
};

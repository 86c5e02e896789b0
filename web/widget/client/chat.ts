import type { ConversationState } from '../../../src/contract/conversation-state.ts';
import type { ServerFrame } from '../../../src/contract/socket-frames.ts';
import {
  contiguousSeq,
  emptyView,
  type Pending,
  type ViewState,
  withConversation,
  withEntries,
} from '../state/view-state.ts';
import { createApi, Refused } from './api.ts';
import { type Connection, keepConnected } from './connection.ts';
import { openKept } from './kept.ts';

const firstRetryMs = 1000;
const longestRetryMs = 20_000;
const mostWaiting = 50;

export type Chat = ReturnType<typeof createChat>;

/** The customer's conversation: what is shown, and what the customer can do. Messages wait in an outbox until confirmed. */
export const createChat = (base: string, widgetKey: string) => {
  const kept = openKept(widgetKey);
  const api = createApi(base, widgetKey, kept);
  const listeners = new Set<() => void>();
  let view: ViewState = { ...emptyView, pending: kept.get().outbox ?? [] };
  let connection: Connection | undefined;
  let opening: Promise<void> | undefined;
  let sending = false;
  let failures = 0;

  const show = (next: ViewState) => {
    view = next;
    for (const listener of listeners) listener();
  };
  const showState = (state: ConversationState) => show(withConversation(view, state, Date.now()));
  const keepPending = (pending: Pending[]) => {
    kept.set({ outbox: pending });
    show({ ...view, pending });
  };

  const fillGap = async (): Promise<void> => {
    const { entries, state, more } = await api.readEntries(contiguousSeq(view));
    show(withEntries(view, entries));
    showState(state);
    if (more) await fillGap();
  };

  const onFrame = (frame: ServerFrame) => {
    if (frame.type === 'state') showState(frame.state);
    if (frame.type !== 'entries') return;
    show(withEntries(view, frame.entries));
    kept.set({ outbox: view.pending });
    const newest = view.entries.at(-1)?.seq ?? 0;
    if (contiguousSeq(view) < newest) fillGap().catch(() => connection?.wake());
  };

  const open = (): Promise<void> => {
    opening ??= (async () => {
      const opened = await api.open();
      show(withEntries(view, opened.entries));
      showState(opened.state);
      connection = keepConnected({
        url: `${base.replace(/^http/, 'ws')}/v1/widget/socket`,
        token: async () => api.token() ?? (await api.open()).token,
        after: () => contiguousSeq(view),
        onFrame: (frame) => {
          // The socket's token is renewed before the next attempt.
          if (frame.type === 'error') void api.open().catch(() => undefined);
          onFrame(frame);
        },
        onConnected: (connected) => {
          if (connected !== view.connected) show({ ...view, connected });
          if (connected) void flush();
        },
      });
      void flush();
    })().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  const flush = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    try {
      for (let next = view.pending.find((m) => !m.fault); next; next = view.pending.find((m) => !m.fault)) {
        await sendOne(next);
        failures = 0;
      }
    } catch (error) {
      const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** failures++);
      const told = error instanceof Refused ? error.retryAfterMs : 0;
      setTimeout(() => void flush(), Math.max(wait, told));
    } finally {
      sending = false;
    }
  };

  const mark = (message: Pending, fault: Pending['fault']) =>
    keepPending(view.pending.map((m) => (m.clientId === message.clientId && fault ? { ...m, fault } : m)));

  const sendOne = async (message: Pending): Promise<void> => {
    await open();
    const { clientId, text, handoffId } = message;
    try {
      const { entry } = await api.sendMessage({ clientId, text, handoffId });
      show(withEntries(view, [entry]));
      keepPending(view.pending.filter((m) => m.clientId !== clientId));
    } catch (error) {
      // What the server will never take waits for the customer; everything else is tried again.
      if (!(error instanceof Refused) || error.status === 429 || error.status >= 500) throw error;
      if (error.state) showState(error.state);
      mark(message, error.code === 'handoff_ended' ? 'handoff_ended' : 'failed');
    }
  };

  const liveHandoffId = (): string | null => {
    const handoff = view.conversation?.handoff;
    return handoff && !['ended', 'scheduled'].includes(handoff.status) ? handoff.id : null;
  };

  const act = (action: 'cancel' | 'end' | 'leave') => async () => {
    const handoff = view.conversation?.handoff;
    if (handoff) showState((await api.act(action, handoff.id)).state);
  };

  return {
    view: () => view,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kept,
    open,
    /** False when so much waits already that the customer should know. */
    send(text: string): boolean {
      if (view.pending.length >= mostWaiting) return false;
      const clientId = crypto.randomUUID();
      keepPending([...view.pending, { clientId, text: text.slice(0, 10_000), handoffId: liveHandoffId() }]);
      void flush();
      return true;
    },
    /** Sends a message that waits for the customer's word again, to whoever owns the conversation now. */
    sendAgain(clientId: string): void {
      keepPending(
        view.pending.map(({ fault: _, ...m }) => (m.clientId === clientId ? { ...m, handoffId: liveHandoffId() } : m)),
      );
      void flush();
    },
    discard: (clientId: string) => keepPending(view.pending.filter((m) => m.clientId !== clientId)),
    async requestHandoff(whenClosed: 'form' | 'schedule' = 'form'): Promise<void> {
      await open();
      showState((await api.requestHandoff(whenClosed)).state);
    },
    cancel: act('cancel'),
    end: act('end'),
    leave: act('leave'),
    async sendContactRequest(form: { clientId: string; name: string; email: string; message: string }): Promise<void> {
      await open();
      const handoffId = view.conversation?.handoff?.id ?? null;
      showState((await api.sendContactRequest({ ...form, handoffId })).state);
    },
    stop: () => connection?.stop(),
  };
};

import type { ConversationState } from '../../../src/contract/conversation-state.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import type { ServerFrame } from '../../../src/contract/socket-frames.ts';
import {
  contiguousSeq,
  emptyView,
  liveHandoff,
  type Pending,
  type ViewState,
  withConversation,
  withEntries,
} from '../state/view-state.ts';
import { type Customer, createApi, isBarred, type Opened, Refused } from './api.ts';
import { createAtChange } from './at-change.ts';
import { type Connection, keepConnected } from './connection.ts';
import { createContactSender } from './contact-sender.ts';
import type { KeptStore } from './kept.ts';
import { growingWait, pause } from './waits.ts';

const firstRetryMs = 1000;
const longestRetryMs = 20_000;
const longestOpeningWaitMs = 60_000;
const mostWaiting = 50;
const earlierAtOnce = 200;

export type Chat = ReturnType<typeof createChat>;

const retryAfter = (error: unknown): number => (error instanceof Refused ? error.retryAfterMs : 0);

/** The customer's conversation: what is shown, and what the customer can do. Messages wait in an outbox until confirmed. */
export const createChat = (options: { base: string; widgetKey: string; kept: KeptStore; customer: () => Customer }) => {
  const { base, kept } = options;
  const listeners = new Set<() => void>();
  let view: ViewState = { ...emptyView, pending: kept.get().outbox ?? [] };
  let connection: Connection | undefined;
  let opening: Promise<void> | undefined;
  let connecting = false;
  let sending = false;
  let failures = 0;
  let stopped = false;

  const show = (next: ViewState) => {
    view = next;
    for (const listener of listeners) listener();
  };
  const showState = (state: ConversationState) => {
    // Pictures are paths on the server, and this page may be of another.
    const agents = state.agents.map((a) => (a.avatarUrl ? { ...a, avatarUrl: `${base}${a.avatarUrl}` } : a));
    const before = view;
    show(withConversation(view, { ...state, agents }, Date.now()));
    // One that came late tells of hours that are over.
    if (view !== before) atChange.arm(state.offer);
  };
  const changeOutbox = (change: (outbox: Pending[]) => Pending[]) => {
    // Other tabs keep theirs in the same place.
    kept.set({ outbox: change(kept.get().outbox ?? []) });
    show({ ...view, pending: change(view.pending) });
  };
  const takeIn = (entries: Entry[]) => {
    show(withEntries(view, entries));
    const confirmed = new Set(entries.map((entry) => entry.clientId));
    const isConfirmed = (message: Pending) => confirmed.has(message.clientId);
    if (kept.get().outbox?.some(isConfirmed)) changeOutbox((outbox) => outbox.filter((m) => !isConfirmed(m)));
  };

  const onOpened = ({ conversationId, entries, state }: Opened) => {
    const other = view.conversation && view.conversation.conversationId !== conversationId;
    view = { ...view, trouble: 'none', ...(other && { entries: [] }) };
    takeIn(entries);
    showState(state);
    if (!other || !connection) return;
    connection.stop();
    connection = connectSocket();
  };
  const onBarred = () => {
    connection?.stop();
    show({ ...view, trouble: 'barred' });
  };
  const api = createApi({ ...options, onOpened, onBarred });

  const fillGap = async (): Promise<void> => {
    const { entries, state, more } = await api.readEntries(contiguousSeq(view));
    takeIn(entries);
    showState(state);
    if (more) await fillGap();
  };

  // A device that slept through it asks when its socket comes back.
  const atChange = createAtChange(() => void fillGap().catch(() => connection?.wake()));

  const onFrame = (frame: ServerFrame) => {
    if (frame.type === 'state') showState(frame.state);
    if (frame.type !== 'entries') return;
    takeIn(frame.entries);
    const newest = view.entries.at(-1)?.seq ?? 0;
    if (contiguousSeq(view) < newest) fillGap().catch(() => connection?.wake());
  };

  const connectSocket = (): Connection =>
    keepConnected({
      url: `${base.replace(/^http/, 'ws')}/v1/widget/socket`,
      token: api.freshToken,
      after: () => contiguousSeq(view),
      onFrame: (frame) => {
        // The socket's token is renewed before the next attempt.
        if (frame.type === 'error') void api.open().catch(() => undefined);
        onFrame(frame);
      },
      onConnected: (connected) => {
        if (connected === view.lost) show({ ...view, lost: !connected });
        if (connected) void flush();
      },
    });

  const open = (): Promise<void> => {
    opening ??= api
      .open()
      .then(() => {
        if (stopped) return;
        connection = connectSocket();
        void flush();
        form.resume();
      })
      .catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
    return opening;
  };

  const form = createContactSender({
    kept,
    send: async (request) => {
      await open();
      try {
        showState((await api.sendContactRequest(request)).state);
      } catch (error) {
        // The form is not what this page takes it for: it is shown as it is.
        if (error instanceof Refused && error.code === 'invalid_request') await fillGap();
        throw error;
      }
    },
    show: (sending) => show({ ...view, form: sending }),
    stopped: () => givenUp(),
  });

  const unwatch = kept.watch(() => {
    form.follow();
    show(view);
  });

  const givenUp = () => stopped || view.trouble === 'barred';

  const connect = async (): Promise<void> => {
    if (connecting) return;
    connecting = true;
    for (let failed = 0; !connection && !givenUp(); failed++) {
      try {
        await open();
      } catch (error) {
        if (givenUp()) break;
        show({ ...view, trouble: 'unreachable' });
        await pause(Math.max(growingWait(failed, firstRetryMs, longestOpeningWaitMs), retryAfter(error)));
      }
    }
    connecting = false;
  };

  const flush = async (): Promise<void> => {
    if (!connection) return connect();
    if (sending || givenUp()) return;
    sending = true;
    try {
      for (let next = view.pending.find((m) => !m.fault); next; next = view.pending.find((m) => !m.fault)) {
        await sendOne(next);
        failures = 0;
      }
    } catch (error) {
      const wait = growingWait(failures++, firstRetryMs, longestRetryMs);
      void pause(Math.max(wait, retryAfter(error))).then(flush);
    } finally {
      sending = false;
    }
  };

  const mark = ({ clientId }: Pending, fault: NonNullable<Pending['fault']>) =>
    changeOutbox((outbox) => outbox.map((m) => (m.clientId === clientId ? { ...m, fault } : m)));

  const sendOne = async (message: Pending): Promise<void> => {
    const { clientId, text, handoffId } = message;
    try {
      const { entry } = await api.sendMessage({ clientId, text, handoffId });
      takeIn([entry]);
      changeOutbox((outbox) => outbox.filter((m) => m.clientId !== clientId));
    } catch (error) {
      // What the server will never take waits for the customer; everything else is tried again.
      if (!(error instanceof Refused) || error.status === 429 || error.status >= 500 || isBarred(error)) throw error;
      if (error.state) showState(error.state);
      mark(message, error.code === 'handoff_ended' ? 'handoff_ended' : 'failed');
    }
  };

  const liveHandoffId = (): string | null => liveHandoff(view.conversation)?.id ?? null;

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
    customer: options.customer,
    /** Opens the conversation and stays with it; tries again by itself, with growing waits. */
    connect: () => void connect(),
    /** False when so much waits already that the customer should know. */
    send(text: string): boolean {
      if (view.pending.length >= mostWaiting) return false;
      const message = { clientId: crypto.randomUUID(), text: text.slice(0, 10_000).toWellFormed() };
      changeOutbox((outbox) => [...outbox, { ...message, handoffId: liveHandoffId() }]);
      void flush();
      return true;
    },
    /** Sends a message that waits for the customer's word again, to whoever owns the conversation now. */
    sendAgain(clientId: string): void {
      changeOutbox((outbox) =>
        outbox.map((m) => {
          const { fault: _, ...plain } = m;
          return m.clientId === clientId ? { ...plain, handoffId: liveHandoffId() } : m;
        }),
      );
      void flush();
    },
    discard: (clientId: string) => changeOutbox((outbox) => outbox.filter((m) => m.clientId !== clientId)),
    /** Reads what was said before the first entry that is shown. */
    async readEarlier(): Promise<void> {
      const first = view.entries[0]?.seq ?? 1;
      if (first > 1) takeIn((await api.readEntries(Math.max(0, first - 1 - earlierAtOnce))).entries);
    },
    async requestHandoff(whenClosed: 'form' | 'schedule' = 'form'): Promise<void> {
      await open();
      showState((await api.requestHandoff(whenClosed)).state);
    },
    /** Tells where the customer can be reached by e-mail. */
    async reachAt(email: string | null): Promise<void> {
      showState((await api.reachAt(email)).state);
    },
    cancel: act('cancel'),
    end: act('end'),
    async leave(): Promise<void> {
      await opening;
      await act('leave')();
    },
    /** Sends the form that is kept, until the server has it; `view().form` tells how that stands. */
    sendForm: form.submit,
    /** The customer has read how the form's sending ended. */
    formDone(): void {
      if (view.form.is === 'sent') show({ ...view, form: { is: 'idle' } });
    },
    stop(): void {
      stopped = true;
      atChange.stop();
      unwatch();
      connection?.stop();
    },
  };
};

import type { ConversationState } from '../../../src/contract/conversation-state.ts';
import type { Entry } from '../../../src/contract/entry.ts';

/** A message of the customer's that the server has not confirmed. */
export type Pending = {
  clientId: string;
  text: string;
  handoffId: string | null;
  /** Why it waits for the customer: it could not be sent, or its handoff has ended. */
  fault?: 'failed' | 'handoff_ended';
};

/** All that the panel draws from. Entries are in `seq` order, each once. */
export type ViewState = {
  ready: boolean;
  connected: boolean;
  conversation?: ConversationState;
  /** The server's clock less this device's, ms. */
  clockSkewMs: number;
  entries: Entry[];
  pending: Pending[];
};

export const emptyView: ViewState = { ready: false, connected: false, clockSkewMs: 0, entries: [], pending: [] };

/** Takes entries in: known ones are ignored, those confirmed leave the pending list. */
export const withEntries = (view: ViewState, incoming: Entry[]): ViewState => {
  const known = new Set(view.entries.map((entry) => entry.seq));
  const fresh = incoming.filter((entry) => !known.has(entry.seq));
  if (fresh.length === 0) return view;
  const confirmed = new Set(fresh.map((entry) => entry.clientId));
  return {
    ...view,
    entries: [...view.entries, ...fresh].sort((a, b) => a.seq - b.seq),
    pending: view.pending.filter((message) => !confirmed.has(message.clientId)),
  };
};

export const withConversation = (view: ViewState, conversation: ConversationState, nowMs: number): ViewState => ({
  ...view,
  ready: true,
  conversation,
  clockSkewMs: Date.parse(conversation.now) - nowMs,
});

/** The newest `seq` up to which there is no gap after the first entry; readers resume from it. */
export const contiguousSeq = (view: ViewState): number => {
  let seq = view.entries[0]?.seq ?? 0;
  for (const entry of view.entries) {
    if (entry.seq > seq + 1) break;
    seq = entry.seq;
  }
  return seq;
};

/** Entries as they are shown: agents' edits applied, deleted messages marked. */
export type Line = Entry & { edited?: boolean; deleted?: boolean };

export const linesOf = (entries: Entry[]): Line[] => {
  const lines = new Map<number, Line>();
  for (const entry of entries) {
    const { event } = entry;
    const target = event && 'target' in event ? lines.get(event.target) : undefined;
    if (event?.type === 'message_edited') {
      if (target) lines.set(target.seq, { ...target, text: entry.text, edited: true });
    } else if (event?.type === 'message_deleted') {
      if (target) lines.set(target.seq, { ...target, text: '', deleted: true });
    } else lines.set(entry.seq, entry);
  }
  return [...lines.values()];
};

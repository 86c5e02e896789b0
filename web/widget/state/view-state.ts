import type { ConversationState, HandoffView } from '../../../src/contract/conversation-state.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import type { FormSending } from './form-sending.ts';

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
  /** The line to the server broke and is being made again. */
  lost: boolean;
  /** unreachable: opening it failed and is tried again. barred: this site may not show this chat. */
  trouble: 'none' | 'unreachable' | 'barred';
  conversation?: ConversationState;
  /** The server's clock less this device's, ms. */
  clockSkewMs: number;
  entries: Entry[];
  pending: Pending[];
  /** How the sending of the contact form stands. */
  form: FormSending;
};

export const emptyView: ViewState = {
  ready: false,
  lost: false,
  trouble: 'none',
  clockSkewMs: 0,
  entries: [],
  pending: [],
  form: { is: 'idle' },
};

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

/** Answers and the socket's frames overtake each other: of two states the later one is shown. */
const isOlder = (one: ConversationState, other: ConversationState | undefined): boolean =>
  one.conversationId === other?.conversationId &&
  (one.lastSeq < other.lastSeq || (one.lastSeq === other.lastSeq && Date.parse(one.now) < Date.parse(other.now)));

export const withConversation = (view: ViewState, conversation: ConversationState, nowMs: number): ViewState =>
  isOlder(conversation, view.conversation)
    ? view
    : { ...view, ready: true, conversation, clockSkewMs: Date.parse(conversation.now) - nowMs };

/** The handoff by which people own the conversation, if there is one: until a scheduled one begins the assistant does. */
export const liveHandoff = (conversation: ConversationState | undefined): HandoffView | undefined => {
  const handoff = conversation?.handoff;
  return handoff && handoff.status !== 'ended' && handoff.status !== 'scheduled' ? handoff : undefined;
};

/** Who the customer talks with, as the host page is told. */
export const phaseOf = (conversation: ConversationState | undefined): 'ai' | 'connecting' | 'live' => {
  const handoff = liveHandoff(conversation);
  if (!handoff) return 'ai';
  return handoff.status === 'active' ? 'live' : 'connecting';
};

/** How many messages agents wrote after the entry that the customer saw last. */
export const unseenCount = (entries: Entry[], seen: number): number =>
  linesOf(entries).filter((line) => line.kind === 'agent' && line.seq > seen && !line.deleted).length;

/** The newest `seq` up to which there is no gap after the first entry; readers resume from it. */
export const contiguousSeq = (view: ViewState): number => {
  let seq = view.entries[0]?.seq ?? 0;
  for (const entry of view.entries) {
    if (entry.seq > seq + 1) break;
    seq = entry.seq;
  }
  return seq;
};

/**
 * Entries as they are shown: agents' edits applied, deleted messages marked. A request that waits for the opening does not
 * say that somebody is being connected.
 */
export type Line = Entry & { edited?: boolean; deleted?: boolean };

export const linesOf = (entries: Entry[]): Line[] => {
  const lines = new Map<number, Line>();
  const scheduled = new Set(entries.flatMap((e) => (e.event?.type === 'handoff_scheduled' ? e.handoffId : [])));
  for (const entry of entries) {
    const { event } = entry;
    const target = event && 'target' in event ? lines.get(event.target) : undefined;
    if (event?.type === 'message_edited') {
      if (target && !target.deleted) lines.set(target.seq, { ...target, text: entry.text, edited: true });
    } else if (event?.type === 'message_deleted') {
      if (target) lines.set(target.seq, { ...target, text: '', deleted: true });
    } else if (event?.type !== 'handoff_requested' || !scheduled.has(entry.handoffId)) lines.set(entry.seq, entry);
  }
  return [...lines.values()];
};

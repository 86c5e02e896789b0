import type { AgentAnswer, AgentStanding, AgentStatusEvent } from '../contract/agent-status.ts';
import type { EndReason } from '../contract/handoff.ts';
import type { InboundEvent } from '../contract/inbound-event.ts';

/** A turn of the conversation as it is shown to agents. `text` is raw: the channel escapes it. */
export type TranscriptLine = {
  at: Date;
  from: 'customer' | 'assistant' | 'agent' | 'system';
  name?: string;
  text: string;
};

/** The notification card of a handoff: who, where, why and how it stands. */
export type HandoffCard = {
  handoffId: string;
  customerName?: string;
  customerEmail?: string;
  pageUrl?: string;
  pageTitle?: string;
  reason?: string;
  requestedAt: Date;
  /** They waited for the opening, and may not be there to read a reply at once. */
  askedWhileClosed: boolean;
  state:
    | { is: 'waiting' }
    | { is: 'active'; agentExternalId: string; since: Date }
    | {
        is: 'ended';
        reason: EndReason;
        at: Date;
        /** Who had the handoff first. */
        agentExternalId?: string;
        /** The agent who ended it. */
        endedByExternalId?: string;
        undelivered: number;
      };
};

/** The card of a contact request: what was sent, and how it stands. */
export type ContactCard = {
  contactRequestId: string;
  name?: string;
  email?: string;
  message: string;
  /** The answers to the admin's own fields. */
  extra: { label: string; value: string }[];
  pageUrl?: string;
  pageTitle?: string;
  /** Why it was sent, in words. */
  reason: string;
  sentAt: Date;
  /** Where it could not be delivered. */
  undelivered: ('email' | 'webhook')[];
  handled?: { at: Date; byExternalId?: string };
};

/** One post to a thread. Several customer messages that waited together are one post. */
export type ThreadPost =
  | { kind: 'history'; lines: TranscriptLine[] }
  | { kind: 'messages'; customerName?: string; lines: { at: Date; text: string }[] }
  | { kind: 'notice'; text: string; onlyTo?: string };

export type Posted = { externalRef: string };

/** An agent as the channel knows one; the avatar is fetched by the channel and served by us. */
export type ChannelAgent = { name: string; avatar?: { type: string; bytes: Buffer } };

export type RawRequest = { headers: Record<string, string | string[] | undefined>; body: Buffer };

/** Somebody who works in a channel. `there`: reachable there now, as far as the provider tells. */
export type TeamMember = { externalId: string; there: boolean | 'unknown' };

/**
 * What an inbound request means. `reply` is answered as it is; `events`, and what an `agent` did about themselves, are
 * committed before the 200.
 */
export type InboundRequest =
  | { is: 'events'; events: InboundEvent[]; ignored?: string }
  | { is: 'agent'; event: AgentStatusEvent }
  | { is: 'reply'; body: string; type: string };

/**
 * Where agents work. One implementation per provider; all of them pass the suite in test/conformance.
 * Every method that calls out makes one attempt within 10 s and throws {@link ChannelError}; it never retries by itself.
 * `key` names a post for ever: it is stored with the post, so that `findPost` can tell whether an attempt got through.
 */
export interface AgentChannel {
  readonly provider: string;
  openThread(channel: string, card: HandoffCard, key: string): Promise<{ threadRef: string }>;
  openContactThread(channel: string, card: ContactCard, key: string): Promise<{ threadRef: string }>;
  post(threadRef: string, post: ThreadPost, key: string): Promise<Posted>;
  setCard(threadRef: string, card: HandoffCard): Promise<void>;
  setContactCard(threadRef: string, card: ContactCard): Promise<void>;
  /** The post named `key` made at or after `since`: in the thread, or among the channel's root posts. */
  findPost(where: { channel: string; threadRef?: string }, key: string, since: Date): Promise<Posted | undefined>;
  describeAgent(externalId: string): Promise<ChannelAgent>;
  /** Fails with what the admin must do when posting to the channel can't work. */
  checkChannel(channel: string): Promise<void>;
  /** Throws {@link InvalidSignatureError} when no body could make these headers right: asked before a body is read. */
  verifyHeaders(headers: RawRequest['headers'], now: number): void;
  /** Throws {@link InvalidSignatureError}. `now` in ms. */
  verify(request: RawRequest, now: number): void;
  parse(request: RawRequest, kind: 'events' | 'interactivity' | 'commands'): InboundRequest;
  /** The body that a command is answered with. */
  answerAgent(answer: AgentAnswer): { body: string; type: string };
  /** Shows an agent how they stand, on the page that the channel gives the app. */
  showHome(externalId: string, standing: AgentStanding): Promise<void>;
  /** The channels that an agent is in, as far as we may know them; at most 200. */
  placesOf(externalId: string): Promise<string[]>;
  /**
   * The people who work in a channel; with `presence` also who of them is there, without it nobody's is known. Undefined
   * when it can't be told (not permitted, too many people, a fault). Never throws and answers within 3 s, for a minute with
   * what it found before.
   */
  readTeam(channel: string, presence: boolean): Promise<TeamMember[] | undefined>;
  /** The resource that posts share the provider's pace by, and the pace. */
  pace(channelOrThread: string): { key: string; intervalMs: number; burst: number };
}

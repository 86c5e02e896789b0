import type { ContactForm } from './contact-form.ts';
import type { EndReason, HandoffStatus } from './handoff.ts';

/** An agent as a customer sees one. `avatarUrl` is a path on this server. */
export type AgentProfile = { id: string; name: string; avatarUrl?: string };

/** The newest handoff of a conversation, live or ended, as a customer sees it. Instants are ISO 8601. */
export type HandoffView = {
  id: string;
  status: HandoffStatus;
  requestedAt: string;
  /** Since when agents could answer: of one that waited for the opening later than `requestedAt`. */
  waitsSince: string;
  agentId?: string;
  /** 1 is the next in line; only while queued. */
  queuePlace?: number;
  /** While queued: from when on the contact form is offered as well. */
  formOfferedAt?: string;
  /** When the team opens, of a handoff that waits or waited for it. */
  opensAt?: string;
  endedAt?: string;
  endReason?: EndReason;
  /** A contact request was sent for this handoff. */
  contacted?: boolean;
};

/** What a workspace offers its customers now. */
export type LiveAgentOffer = {
  /** Live agent is on for the workspace. */
  enabled: boolean;
  /** Show the button that asks for a person. */
  button: boolean;
  buttonText: string;
  contactForm: boolean;
  /** What the contact form asks for, while it is on. */
  contact?: ContactForm;
  /** The hours as the admin typed them, when they did. */
  hoursText?: string;
  /** unknown: the hours are a text that was not understood. It keeps nobody from asking. */
  availability: 'open' | 'closed' | 'unknown';
  /** When it opens next, while closed; none: not within a year. */
  opensAt?: string;
  /** When it closes, while open; none: not within a year. */
  closesAt?: string;
  /** The zone of the hours. */
  zone?: string;
  /** Customers who find it closed can be connected when it opens. */
  askWhenOpen: boolean;
  /** Mails can be sent: customers who leave an address are reached there. */
  mail: boolean;
  /** The instant that the above was found for: what lies between it and `opensAt` is how long it still takes. */
  asOf: string;
};

/** What a reader gets beside the entries: all that a widget needs to draw its screen after any gap. */
export type ConversationState = {
  conversationId: string;
  owner: 'assistant' | 'people';
  lastSeq: number;
  /** Customer entries up to this `seq` have reached the agents' thread. */
  deliveredSeq: number;
  handoff?: HandoffView;
  agents: AgentProfile[];
  /** Where the customer can be reached by e-mail, as far as is known. */
  customerEmail?: string;
  /** The newest contact request of the conversation. Without `email` it is answered in the chat alone. */
  contact?: { sentAt: string; email?: string };
  offer: LiveAgentOffer;
  /** The server's clock, for elapsed times on a device whose own is wrong. */
  now: string;
};

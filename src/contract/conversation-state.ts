import type { ContactForm } from './contact-form.ts';
import type { EndReason, HandoffStatus } from './handoff.ts';

/** An agent as a customer sees one. `avatarUrl` is a path on this server. */
export type AgentProfile = { id: string; name: string; avatarUrl?: string };

/** The newest handoff of a conversation, live or ended, as a customer sees it. Instants are ISO 8601. */
export type HandoffView = {
  id: string;
  status: HandoffStatus;
  requestedAt: string;
  agentId?: string;
  /** 1 is the next in line; only while queued. */
  queuePlace?: number;
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
  availability: 'open' | 'closed' | 'unknown';
  opensAt?: string;
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
  /** The newest contact request of the conversation. Without `email` it is answered in the chat alone. */
  contact?: { sentAt: string; email?: string };
  offer: LiveAgentOffer;
  /** The server's clock, for elapsed times on a device whose own is wrong. */
  now: string;
};

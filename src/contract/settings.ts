import type { ContactForm, ContactTargets } from './contact-form.ts';
import type { Schedule } from './schedule.ts';

/** Everything an admin sets for a workspace (Chat -> Live Agent). Stored as versions that never change. */
export type Settings = {
  enabled: boolean;
  provider: 'slack';
  /** The channel's id in the provider's own terms; null until one is chosen. */
  channel: string | null;
  manualHandoff: boolean;
  /** 1-40 characters. */
  buttonText: string;
  autoHandoff: boolean;
  /** When the assistant should hand over, in the admin's words, for the model. */
  escalationPrompt: string;
  /** 5-60. */
  inactivityTimeoutMinutes: number;
  /** 1-60; null takes the inactivity timeout. */
  firstResponseTimeoutMinutes: number | null;
  contactForm: boolean;
  /** What the contact form asks for, and where it goes. */
  contact: ContactForm & { targets: ContactTargets };
  /** As typed; shown to customers. */
  businessHoursText: string;
  availability: AvailabilitySettings;
  /** 'demo' answers from the demo shop's FAQ; 'host' leaves assistant turns to the host's own API calls. */
  assistant: 'demo' | 'host';
  /** Web origins that may show the widget; empty allows only the server's own. */
  allowedOrigins: string[];
};

export type AvailabilitySettings = {
  /** The workspace's IANA zone, for hours that name none. */
  zone: string;
  /** null: always open, or unknown when the hours are a text that was not understood. */
  schedule: Schedule | null;
  /** Offer customers who find it closed to be connected when the team opens. */
  askWhenOpen: boolean;
  /** What becomes at closing time of customers whom nobody has answered: told and given the form, or they go on waiting. */
  atClosing: 'end' | 'wait';
  /** How many handoffs may be with the agents at once; null: no limit. */
  maxLiveHandoffs: number | null;
  /** How many of them one agent can have; counts only while it is known which agents are there. null: no limit. */
  maxLivePerAgent: number | null;
  /** When all agents are busy: wait in a queue, or end with agents_busy at once. */
  queue: boolean;
  /** 1-60: how long a customer stays in the queue. */
  queueTimeoutMinutes: number;
  /** 0-60: after how long in the queue the contact form is offered as well. */
  queueFormAfterMinutes: number;
  /** Whether agents who are inactive in the provider's client, or not to be disturbed, count as not there. */
  presence: boolean;
};

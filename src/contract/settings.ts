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
  availability: {
    /** null: always open. */
    schedule: Schedule | null;
    /** How many handoffs may be with the agents at once; null: no limit. */
    maxLiveHandoffs: number | null;
    /** At the limit: wait in a queue, or end with agents_busy at once. */
    queue: boolean;
    /** 1-60: how long a customer stays in the queue. */
    queueTimeoutMinutes: number;
  };
  /** 'demo' answers from the demo shop's FAQ; 'host' leaves assistant turns to the host's own API calls. */
  assistant: 'demo' | 'host';
  /** Web origins that may show the widget; empty allows only the server's own. */
  allowedOrigins: string[];
};

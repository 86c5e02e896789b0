import type { ContactValues } from '../../../src/contract/contact-form.ts';

/** A message to the team as it is sent: the same id until the server has it. */
export type ContactRequest = ContactValues & {
  clientId: string;
  handoffId: string | null;
  unseen: string;
  filledInMs: number | null;
};

/** How the sending of the form stands. `waiting`: it failed, and is tried again by itself. */
export type FormSending =
  | { is: 'idle' | 'sending' | 'waiting' }
  | { is: 'refused'; message: string; fields: { path: string; message: string }[] }
  | { is: 'sent'; email: string };

import type { ContactValues } from '../../../src/contract/contact-form.ts';

/** A message to the team as it is sent: the same id until the server has it. */
export type ContactRequest = ContactValues & {
  clientId: string;
  handoffId: string | null;
  unseen: string;
  filledInMs: number | null;
};

/** A message to the team that is being written. `openedAt`: since when, null when nothing was left to type. */
export type FormDraft = { values: ContactValues; openedAt: number | null };

/** A message to the team that the server does not have. `refused`: why it waits for the customer to mend it. */
export type SubmittedForm = {
  request: ContactRequest;
  refused?: { message: string; fields: { path: string; message: string }[] };
};

/** How the sending of the form stands. `waiting`: it failed, and is tried again by itself. */
export type FormSending = { is: 'idle' | 'sending' | 'waiting' } | { is: 'sent'; email: string };

/** What the form shows of the message that was refused or is being sent. */
export const draftOf = ({ request }: SubmittedForm): FormDraft => {
  const { clientId: _, handoffId: __, unseen: ___, filledInMs, ...values } = request;
  return { values, openedAt: filledInMs === null ? null : Date.now() - filledInMs };
};

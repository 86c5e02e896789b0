import type { FormDraft, SubmittedForm } from './form-sending.ts';
import type { Pending } from './view-state.ts';

/** What the widget keeps on the customer's device, from the first use on. */
export type Kept = {
  resume?: { conversationId: string; secret: string };
  draft?: string;
  /** Messages that the server has not confirmed, of all tabs. */
  outbox?: Pending[];
  /** A message to the team that is being written, the same in all tabs. */
  formDraft?: FormDraft;
  /**
   * Messages to the team that the server does not have yet, of all tabs. While one is there the form shows it: there are
   * more only when tabs submit in the same moment.
   */
  formOutbox?: SubmittedForm[];
  /** The customer was at the form when they left the page. */
  formOpen?: boolean;
  /** The panel was open when the customer left the page. */
  open?: boolean;
  /** People own the conversation, as far as this device knows. */
  live?: boolean;
  /** The newest entry that an open panel has shown. */
  seen?: number;
};

/** A field of the admin's own. `options`: of a select, what it offers. */
export type ContactField = {
  id: string;
  label: string;
  kind: 'text' | 'select';
  required: boolean;
  options: string[];
};

/** What a customer agrees to, with a page that says more. */
export type Consent = { text: string; url: string | null };

/** The contact form as customers see it. Its message is always there and always required. */
export type ContactForm = {
  name: 'required' | 'optional' | 'hidden';
  email: 'required' | 'optional';
  /** At most 10. */
  fields: ContactField[];
  /** What must be ticked; null asks for nothing. */
  consent: Consent | null;
};

/** Where a sent form goes; at least one. Never shown to customers. */
export type ContactTargets = {
  /** The workspace's agent channel. */
  channel: boolean;
  /** At most 10 addresses. */
  email: string[];
  webhook: { url: string } | null;
};

/**
 * What a customer filled in. Empty text: left out. `extra`: by the field's id. `consent`: the words that were shown when it
 * was ticked; null: not ticked.
 */
export type ContactValues = {
  name: string;
  email: string;
  message: string;
  extra: Record<string, string>;
  consent: Consent | null;
};

/** The limits of every form, in UTF-16 units. */
export const contactLimits = { name: 200, email: 254, message: 10_000, extra: 500 } as const;

/** Whether what was ticked is what is asked for: an admin may have changed the words since. */
export const isSameConsent = (one: Consent | null, other: Consent | null): boolean =>
  one?.text === other?.text && one?.url === other?.url;

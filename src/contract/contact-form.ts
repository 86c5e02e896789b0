/** A field of the admin's own. `options`: of a select, what it offers. */
export type ContactField = {
  id: string;
  label: string;
  kind: 'text' | 'select';
  required: boolean;
  options: string[];
};

/** The contact form as customers see it. Its message is always there and always required. */
export type ContactForm = {
  name: 'required' | 'optional' | 'hidden';
  email: 'required' | 'optional';
  /** At most 10. */
  fields: ContactField[];
  /** What must be ticked, with a page that says more; null asks for nothing. */
  consent: { text: string; url: string | null } | null;
};

/** Where a sent form goes; at least one. Never shown to customers. */
export type ContactTargets = {
  /** The workspace's agent channel. */
  channel: boolean;
  /** At most 10 addresses. */
  email: string[];
  webhook: { url: string } | null;
};

/** What a customer filled in. Empty text: left out. `extra`: by the field's id. */
export type ContactValues = {
  name: string;
  email: string;
  message: string;
  extra: Record<string, string>;
  consent: boolean;
};

/** The limits of every form, in UTF-16 units. */
export const contactLimits = { name: 200, email: 254, message: 10_000, extra: 500 } as const;

import type { ContactField, ContactForm } from '../../../src/contract/contact-form.ts';
import type { Settings } from '../../../src/contract/settings.ts';
import { withIds } from './field-ids.ts';

/** A field of the admin's own, as typed. `options`: one a line. */
export type FieldDraft = Omit<ContactField, 'options'> & {
  /** Tells it from the others on this page, for as long as the page does not read the settings anew. */
  key: string;
  options: string;
};

/** What the page edits of `settings.contact`, as typed. */
export type ContactDraft = {
  contactName: ContactForm['name'];
  contactEmail: ContactForm['email'];
  /** `id` is empty until the field is sent to the server for the first time. */
  contactFields: FieldDraft[];
  consent: boolean;
  consentText: string;
  /** Empty: none. */
  consentUrl: string;
  toChannel: boolean;
  /** Addresses, one a line. */
  toEmail: string;
  /** Empty: no webhook. */
  webhookUrl: string;
};

type Contact = Settings['contact'];

/** What stands on the lines of a text, without empty ones. */
export const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const contactDraftOf = ({ name, email, fields, consent, targets }: Contact): ContactDraft => ({
  contactName: name,
  contactEmail: email,
  contactFields: fields.map((field) => ({ ...field, key: field.id, options: field.options.join('\n') })),
  consent: consent !== null,
  consentText: consent?.text ?? '',
  consentUrl: consent?.url ?? '',
  toChannel: targets.channel,
  toEmail: targets.email.join('\n'),
  webhookUrl: targets.webhook?.url ?? '',
});

/** What the draft says, fields with their ids. */
export const contactOf = (draft: ContactDraft): Contact => {
  const url = draft.webhookUrl.trim();
  return {
    name: draft.contactName,
    email: draft.contactEmail,
    fields: withIds(draft.contactFields).map(({ id, label, kind, required, options }) => ({
      id,
      label,
      kind,
      required,
      options: kind === 'select' ? linesOf(options) : [],
    })),
    consent: draft.consent ? { text: draft.consentText, url: draft.consentUrl.trim() || null } : null,
    targets: { channel: draft.toChannel, email: linesOf(draft.toEmail), webhook: url ? { url } : null },
  };
};

/** The draft without what means nothing, such as empty lines and the words of a consent that is switched off. */
export const plainDraft = (draft: ContactDraft): ContactDraft => contactDraftOf(contactOf(draft));

/** What to save: what was read, to the letter, unless the draft means something else. */
export const contactToSave = (draft: ContactDraft, saved: Contact): Contact => {
  const meant = contactOf(draft);
  const before = contactOf(contactDraftOf(saved));
  return JSON.stringify(meant) === JSON.stringify(before) ? saved : meant;
};

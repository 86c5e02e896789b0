import * as z from 'zod/mini';
import {
  type Consent,
  type ContactField,
  type ContactForm,
  type ContactValues,
  contactLimits,
  isSameConsent,
} from './contact-form.ts';
import { isEmailAddress } from './email-address.ts';

/** What is said of a field that is not right; widget and API say the same. */
const words = {
  missing: 'Please fill this in.',
  choose: 'Please choose one.',
  email: 'This is not an e-mail address.',
  consent: 'Please tick this.',
  consentChanged: 'This has changed: please read it and tick it again.',
  oneLine: 'Please use one line.',
  unreadable: 'Some characters can not be used.',
} as const;
const tooLong = (max: number) => `Please use at most ${max} characters.`;

const text = (max: number, required: boolean) =>
  z.string().check(
    z.trim(),
    z.maxLength(max, tooLong(max)),
    z.minLength(required ? 1 : 0, words.missing),
    z.refine((s) => s.isWellFormed() && !s.includes('\0'), words.unreadable),
  );
const line = (max: number, required: boolean) =>
  text(max, required).check(z.refine((s) => !/\p{Cc}/u.test(s), words.oneLine));

const email = (required: boolean) =>
  z.string().check(
    z.trim(),
    z.minLength(required ? 1 : 0, words.missing),
    z.refine((s) => s === '' || isEmailAddress(s), words.email),
  );

const extra = ({ kind, required, options }: ContactField) => {
  const choice = z.string().check(z.refine((s) => options.includes(s) || (s === '' && !required), words.choose));
  return z.prefault(kind === 'select' ? choice : line(contactLimits.extra, required), '');
};

const consent = (asked: Consent | null) =>
  z.nullable(z.object({ text: z.string(), url: z.nullable(z.string()) })).check(
    z.refine((given) => asked === null || given !== null, words.consent),
    z.refine((given) => asked === null || given === null || isSameConsent(given, asked), words.consentChanged),
  );

/**
 * The schema of what a customer fills in, made from the form's definition: the widget and the API check with this one.
 * Answers to fields that the form does not have are left out.
 */
export const contactSchema = (form: ContactForm): z.ZodMiniType<ContactValues, unknown> =>
  z.object({
    name: line(contactLimits.name, form.name === 'required'),
    email: email(form.email === 'required'),
    message: text(contactLimits.message, true),
    extra: z.object(Object.fromEntries(form.fields.map((field) => [field.id, extra(field)]))),
    consent: consent(form.consent),
  });

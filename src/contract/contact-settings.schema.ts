import { z } from 'zod';
import { emailAddress, plainText } from './text.schema.ts';
import { webhookUrlFault } from './webhook-url.ts';

const words = (max: number) => plainText(1, max).refine((s) => s.trim() !== '', 'must not be blank');
const isUnique = (all: string[]) => new Set(all).size === all.length;

const field = z
  .object({
    id: z
      .string()
      .regex(/^[a-z0-9_-]{1,40}$/, 'must be 1-40 small letters, digits, - or _')
      .refine((id) => !(id in {}), 'is a name that JavaScript has taken'),
    label: words(100),
    kind: z.enum(['text', 'select']),
    required: z.boolean().default(false),
    options: z
      .array(words(100))
      .max(50, 'must have at most 50 entries')
      .refine(isUnique, 'must name nothing twice')
      .default([]),
  })
  .refine(({ kind, options }) => kind !== 'select' || options.length > 0, {
    path: ['options'],
    message: 'must say what can be chosen',
  });

const page = z.url({ protocol: /^https?$/, error: 'must be a web address' }).max(2000);

/** What of the form customers get to see. */
export const contactFormShape = {
  name: z.enum(['required', 'optional', 'hidden']).default('required'),
  email: z.enum(['required', 'optional']).default('required'),
  fields: z
    .array(field)
    .max(10, 'must have at most 10 entries')
    .refine((fields) => isUnique(fields.map(({ id }) => id)), 'must have ids that differ from each other')
    .default([]),
  consent: z
    .object({ text: words(1000), url: page.nullable().default(null) })
    .nullable()
    .default(null),
};

const webhookUrl = z
  .string()
  .max(2000)
  .superRefine((url, issues) => {
    const fault = webhookUrlFault(url);
    if (fault) issues.addIssue(fault);
  });

const targets = {
  channel: z.boolean().default(true),
  email: z
    .array(emailAddress)
    .max(10, 'must have at most 10 entries')
    .refine((all) => isUnique(all.map((one) => one.toLowerCase())), 'must name nothing twice')
    .default([]),
  webhook: z.object({ url: webhookUrl }).nullable().default(null),
};

/** The contact form in a workspace's settings. `object` says what becomes of keys that are not known. */
export const contactSettings = (object: typeof z.strictObject | typeof z.object) =>
  object({
    ...contactFormShape,
    targets: object(targets)
      .prefault({})
      .refine(({ channel, email, webhook }) => channel || email.length > 0 || webhook !== null, {
        message: 'must name at least one target',
      }),
  }).prefault({});

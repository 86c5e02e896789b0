import { z } from 'zod';
import { contactSettings } from './contact-settings.schema.ts';
import { scheduleSchema, storedSchedule, zoneSchema } from './schedule.schema.ts';
import type { Settings } from './settings.ts';

const origin = z
  .string()
  .max(200)
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be an origin such as https://example.com',
  );

const text = (max: number) =>
  z
    .string()
    .max(max, `must have at most ${max} characters`)
    .refine((s) => s.isWellFormed() && !s.includes('\0'), 'must be plain text');

/** Not the name: channels can be renamed. */
export const slackChannelId = /^[A-Z0-9]{2,32}$/;

const fields = {
  enabled: z.boolean().default(true),
  provider: z.literal('slack').default('slack'),
  channel: z.string().regex(slackChannelId, 'must be a channel id such as C0123456789').nullable().default(null),
  manualHandoff: z.boolean().default(true),
  buttonText: text(40)
    .refine((s) => s.trim() !== '', 'must not be empty')
    .default('Talk to a Human'),
  autoHandoff: z.boolean().default(true),
  escalationPrompt: text(4000).default(''),
  inactivityTimeoutMinutes: z.int().min(5).max(60).default(15),
  firstResponseTimeoutMinutes: z.int().min(1).max(60).nullable().default(null),
  contactForm: z.boolean().default(true),
  businessHoursText: text(2000).default(''),
  assistant: z.enum(['demo', 'host']).default('host'),
  allowedOrigins: z.array(origin).max(50).default([]),
};
const availability = {
  zone: zoneSchema.default('UTC'),
  schedule: scheduleSchema.nullable().default(null),
  askWhenOpen: z.boolean().default(true),
  atClosing: z.enum(['end', 'wait']).default('end'),
  maxLiveHandoffs: z.int().min(0).max(1000).nullable().default(null),
  maxLivePerAgent: z.int().min(1).max(100).nullable().default(null),
  queue: z.boolean().default(false),
  queueTimeoutMinutes: z.int().min(1).max(60).default(15),
  queueFormAfterMinutes: z.int().min(0).max(60).default(2),
  presence: z.boolean().default(false),
};

/** Validates a whole set of settings and fills what was left out with the defaults of a new workspace. */
export const settingsSchema = z.strictObject({
  ...fields,
  contact: contactSettings(z.strictObject),
  availability: z.strictObject(availability).prefault({}),
}) satisfies z.ZodType<Settings, unknown>;

/** What an admin saves: a schedule that is left out is read from the text. */
export const settingsToSave = z.strictObject({
  ...fields,
  contact: contactSettings(z.strictObject),
  availability: z.strictObject({ ...availability, schedule: scheduleSchema.nullable().optional() }).prefault({}),
});
export type SettingsToSave = z.infer<typeof settingsToSave>;

/** Reads stored settings: older ones get the defaults of newer fields, and fields of a newer version are passed over. */
export const storedSettings = z.object({
  ...fields,
  contact: contactSettings(z.object),
  availability: z.object({ ...availability, schedule: storedSchedule.nullable().default(null) }).prefault({}),
}) satisfies z.ZodType<Settings, unknown>;

/** The settings of a workspace where nothing was set. */
export const defaultSettings: Settings = settingsSchema.parse({});

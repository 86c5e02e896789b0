import { z } from 'zod';
import { instant } from './entry.schema.ts';
import { handoffStatuses } from './handoff.ts';
import { questionCodes } from './parsed-hours.ts';
import { scheduleSchema, zoneSchema } from './schedule.schema.ts';

/** `zone`: the workspace's when it is left out. */
export const parseHoursRequest = z.strictObject({ text: z.string().max(10_000), zone: zoneSchema.optional() });

const span = { from: z.int().min(0), to: z.int().min(0) };
const zoneChoice = z.strictObject({ zone: z.string(), label: z.string() });
/** Offsets are UTF-16 units of the text; docs/hours.md says what is read and asked. */
export const parseHoursAnswer = z.strictObject({
  status: z.enum(['understood', 'check', 'not_understood']),
  schedule: scheduleSchema.nullable(),
  understood: z.string(),
  questions: z.array(
    z.strictObject({
      code: z.enum(questionCodes),
      text: z.string(),
      span: z.strictObject(span).exactOptional(),
      choices: z.array(zoneChoice).exactOptional(),
    }),
  ),
  unparsed: z.array(z.strictObject({ ...span, text: z.string() })),
  zone: z.strictObject({
    zone: z.string(),
    source: z.enum(['text', 'workspace']),
    label: z.string(),
    /** "Eastern Time (New York), now UTC-4" */
    now: z.string(),
    alternatives: z.array(zoneChoice),
  }),
});

/** What hours can be asked for: zone data says nothing of what lies further off. */
const nearInstant = instant.refine((at) => at > '2000' && at < '2100', 'must be in this century');

/** `schedule`: one that is not saved yet; the saved hours when it is left out. `at`: now when it is left out. */
export const previewHoursRequest = z.strictObject({
  schedule: scheduleSchema.optional(),
  at: nearInstant.optional(),
});

const standing = z.strictObject({
  at: instant,
  state: z.enum(['open', 'closed', 'unknown']),
  opensAt: instant.exactOptional(),
  closesAt: instant.exactOptional(),
});
/**
 * How it stands at the instant, and at the next changes after it, at most 14. `text`: the schedule in words that read back
 * as the same schedule; none without a schedule.
 */
export const previewHoursAnswer = z.strictObject({
  ...standing.shape,
  next: z.array(standing),
  text: z.string().exactOptional(),
});

/**
 * `live` handoffs have a place with the agents; `limit` and `perAgent` bound them. `agents`: the ids of those who are there,
 * null when that is not known. `unanswered`: at most 200, next in line first.
 */
export const queueAnswer = z.strictObject({
  live: z.int().min(0),
  limit: z.int().nullable().exactOptional(),
  perAgent: z.int().nullable().exactOptional(),
  agents: z.array(z.string()).nullable().exactOptional(),
  unanswered: z.array(
    z.strictObject({
      handoffId: z.string(),
      conversationId: z.string(),
      status: z.enum(handoffStatuses),
      requestedAt: instant,
      place: z.int().min(1).nullable(),
      opensAt: instant.nullable(),
      customerName: z.string().nullable(),
      customerEmail: z.string().nullable(),
    }),
  ),
});

/** The countries whose public holidays are known, or the parts of one with holidays of their own. */
export const listHolidayPlacesQuery = z.strictObject({ country: z.string().min(1).max(10).optional() });
export const holidayPlacesAnswer = z.strictObject({
  places: z.array(z.strictObject({ code: z.string(), name: z.string() })),
});

/** null sets the clock right. */
export const trialClockRequest = z.strictObject({ at: nearInstant.nullable() });
/** `at`: the instant that opening hours are read at; it runs on. */
export const trialClockAnswer = z.strictObject({ at: instant, moved: z.boolean() });

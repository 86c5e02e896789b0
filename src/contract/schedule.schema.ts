import { z } from 'zod';
import { isYearly, type Schedule, shareDays, weekdays } from './schedule.ts';
import { plainText } from './text.schema.ts';

/**
 * Names with a slash, UTC, GMT or an offset such as +05:30. `Intl` takes abbreviations too, but as something else than
 * people mean by them: EST as Panama, BST as Dhaka, MST as Phoenix.
 */
const zoneName = /^(?:\w+\/.+|UTC|GMT|[+-]\d\d:\d\d)$/i;
const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zoneName.test(zone);
  } catch {
    return false;
  }
};

export const zoneSchema = z.string().max(64).refine(isZone, 'must be an IANA time zone such as America/New_York');

const rangeShape = z.strictObject({ from: z.int().min(0).max(1439), to: z.int().min(1).max(2880) });
const range = rangeShape.refine((r) => r.to > r.from && r.to - r.from <= 1440, {
  message: 'must end after it starts, at most 24 hours later',
});
const ranges = z
  .array(range)
  .max(6)
  .refine((day) => day.every((r, i) => day.every((o, j) => i === j || r.to <= o.from || o.to <= r.from)), {
    message: 'ranges must not overlap',
  });

const days = z.partialRecord(z.enum(weekdays), ranges);

const leapYear = 2024;
const exists = (date: string): boolean => {
  const full = isYearly(date) ? `${leapYear}-${date}` : date;
  const found = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(full);
};
const date = z
  .string()
  .regex(/^(?:\d{4}-)?\d\d-\d\d$/, 'must be a date such as 2026-12-24, or 12-24 for every year')
  .refine(exists, 'must be a day that exists');

const longestMs = 366 * 24 * 3_600_000;
const exception = z
  .strictObject({ from: date, to: date, label: plainText(0, 100).default(''), ranges })
  .superRefine(({ from, to }, check) => {
    const refuse = (message: string) => check.addIssue({ code: 'custom', path: ['to'], message });
    if (isYearly(from) !== isYearly(to)) return refuse('must be with a year or without one, as from is');
    if (isYearly(from)) return;
    if (to < from) return refuse('must not be before from');
    if (Date.parse(to) - Date.parse(from) >= longestMs) refuse('must be at most 366 days');
  });

const exceptions = z
  .array(exception)
  .max(100)
  .superRefine((list, check) => {
    for (const [i, one] of list.entries()) {
      const other = list.slice(0, i).find((earlier) => shareDays(earlier, one));
      if (other) {
        const message = `must not share a day with the exception from ${other.from} to ${other.to}`;
        check.addIssue({ code: 'custom', path: [i], message });
      }
    }
  });

const holidays = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code such as US'),
  region: plainText(1, 20).exactOptional(),
  ranges,
});

/**
 * Opening hours as an admin may set them. A range over midnight may run into the hours of the next day: then the hours of
 * both hold. Whether the holidays of a country are known is for those who have the lists.
 */
export const scheduleSchema = z.strictObject({
  zone: zoneSchema,
  days,
  exceptions: exceptions.default([]),
  holidays: holidays.nullable().default(null),
}) satisfies z.ZodType<Schedule, unknown>;

/** Reads a stored schedule by its shape alone: what was allowed once stays readable when the rules become stricter. */
export const storedSchedule = z.object({
  zone: z.string(),
  days: z.partialRecord(z.enum(weekdays), z.array(rangeShape)),
  exceptions: z
    .array(z.object({ from: z.string(), to: z.string(), label: z.string(), ranges: z.array(rangeShape) }))
    .default([]),
  holidays: z
    .object({ country: z.string(), region: z.string().exactOptional(), ranges: z.array(rangeShape) })
    .nullable()
    .default(null),
}) satisfies z.ZodType<Schedule, unknown>;

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OpenRange, type Schedule, weekdays } from '../../contract/schedule.ts';
import { parseHours } from './parse-hours.ts';
import { normalSchedule, printSchedule } from './print-schedule.ts';

const range = fc
  .record({ from: fc.integer({ min: 0, max: 1439 }), length: fc.integer({ min: 1, max: 1440 }) })
  .map(({ from, length }): OpenRange => ({ from, to: from + length }));
const wholeDay = fc.constant<OpenRange[]>([{ from: 0, to: 1440 }]);
const ranges: fc.Arbitrary<OpenRange[]> = fc.oneof(wholeDay, fc.array(range, { maxLength: 3 }));
/** On a date a day's hours don't run into a day of other hours. */
const dayRanges: fc.Arbitrary<OpenRange[]> = fc.oneof(
  wholeDay,
  fc.array(
    range.filter(({ from, to }) => to - from < 1440),
    { maxLength: 2 },
  ),
);
const two = (value: number) => String(value).padStart(2, '0');
const yearly = fc
  .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ month, day }) => `${two(month)}-${two(day)}`);
/** Hours for a month or more are a season; closed days may be as many as they like. */
const exception = fc
  .record({
    year: fc.option(fc.integer({ min: 2000, max: 2099 }), { nil: undefined }),
    days: fc.tuple(yearly, yearly),
    label: fc.oneof(fc.constant(''), fc.string({ maxLength: 20 })),
    hours: dayRanges,
  })
  .map(({ year, days, label, hours }) => {
    const [a, b] = year === undefined ? days : days.map((day) => `${year}-${day}`).sort();
    const from = a ?? '';
    return { from, to: hours.length > 0 ? from : (b ?? ''), label, ranges: hours };
  });

const schedule: fc.Arbitrary<Schedule> = fc.record({
  zone: fc.constantFrom(
    'America/New_York',
    'Europe/Paris',
    'Asia/Kolkata',
    'UTC',
    'Etc/GMT-1',
    '+05:30',
    'America/Argentina/Buenos_Aires',
  ),
  days: fc.record(Object.fromEntries(weekdays.map((day) => [day, ranges])), { requiredKeys: [] }) as fc.Arbitrary<
    Schedule['days']
  >,
  exceptions: fc.array(exception, { maxLength: 3 }),
  holidays: fc.option(
    fc.oneof(
      fc.record({ country: fc.constantFrom('US', 'DE', 'GB'), ranges: dayRanges }),
      fc.record({
        country: fc.constantFrom('US', 'DE'),
        region: fc.constantFrom('CA', 'BY', 'NSW'),
        ranges: dayRanges,
      }),
    ),
  ),
});

test('says a schedule in plain words', () => {
  const text = printSchedule({
    zone: 'Europe/Paris',
    days: {
      monday: [
        { from: 540, to: 720 },
        { from: 780, to: 1020 },
      ],
      tuesday: [
        { from: 540, to: 720 },
        { from: 780, to: 1020 },
      ],
      friday: [{ from: 1200, to: 1560 }],
      saturday: [{ from: 0, to: 1440 }],
    },
    exceptions: [{ from: '12-24', to: '01-02', label: 'Winter break', ranges: [] }],
    holidays: { country: 'FR', ranges: [] },
  });
  expect(text).toBe(
    [
      'Monday - Tuesday: 09:00 - 12:00, 13:00 - 17:00',
      'Wednesday - Thursday: closed',
      'Friday: 20:00 - 02:00 next day',
      'Saturday: 24 hours',
      'Sunday: closed',
      'Public holidays (FR): closed',
      'Every December 24 - January 2 "Winter break": closed',
      'Time zone: Europe/Paris',
    ].join('\n'),
  );
});

test('a day that ends a minute before midnight because of the day before it ends at midnight', () => {
  const text = printSchedule({
    zone: 'UTC',
    days: { tuesday: [{ from: 0, to: 1486 }], wednesday: [{ from: 46, to: 1439 }] },
    exceptions: [],
    holidays: null,
  });
  expect(text.split('\n')[1]).toBe('Tuesday - Wednesday: 24 hours');
});

test('what is printed reads back as the same schedule, with nothing to ask', () => {
  fc.assert(
    fc.property(schedule, (given) => {
      const text = printSchedule(given);
      const read = parseHours(text, { zone: 'America/Chicago', country: 'US' });
      expect({ text, status: read.status, questions: read.questions, schedule: read.schedule }).toEqual({
        text,
        status: 'understood',
        questions: [],
        schedule: normalSchedule(given),
      });
      expect(read.understood).toBe(text);
    }),
    { numRuns: 500 },
  );
});

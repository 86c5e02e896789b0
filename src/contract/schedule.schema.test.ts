import { expect, test } from 'vitest';
import { scheduleSchema } from './schedule.schema.ts';
import { settingsSchema, storedSettings } from './settings.schema.ts';

const open = [{ from: 540, to: 1020 }];
/** What is said about the one thing that is wrong; undefined when all is right. */
const refusal = (more: object): string | undefined => {
  const issue = scheduleSchema.safeParse({ zone: 'Europe/Paris', days: { monday: open }, ...more }).error?.issues[0];
  return issue && `${issue.path.join('.')}: ${issue.message}`;
};
const exceptions = (...list: [from: string, to: string, more?: object][]) =>
  refusal({ exceptions: list.map(([from, to, more]) => ({ from, to, label: '', ranges: [], ...more })) });

test('zones are IANA names or offsets, never abbreviations', () => {
  for (const zone of [
    'Europe/Berlin',
    'America/Argentina/Ushuaia',
    'US/Eastern',
    'UTC',
    'GMT',
    'Etc/GMT+5',
    '+05:30',
  ]) {
    expect(refusal({ zone })).toBeUndefined();
  }
  for (const zone of [
    'EST',
    'MST',
    'HST',
    'BST',
    'IST',
    'PST',
    'CST',
    'EST5EDT',
    'Mars/Phobos',
    '',
    '+25:00',
    'a/\0',
  ]) {
    expect(refusal({ zone })).toBe('zone: must be an IANA time zone such as America/New_York');
  }
});

test('dates exist', () => {
  for (const date of ['2026-12-25', '12-25', '02-29', '2028-02-29', '1999-01-01']) {
    expect(exceptions([date, date])).toBeUndefined();
  }
  for (const date of ['2026-02-30', '2027-02-29', '02-30', '13-01', '00-10', '04-31', '2026-00-01']) {
    expect(exceptions([date, date])).toBe('exceptions.0.from: must be a day that exists');
  }
  for (const date of ['25.12.', '2026-12-25T00:00Z', '26-12-25', '', '2026-1-1']) {
    expect(exceptions([date, date])).toMatch(/must be a date such as 2026-12-24/);
  }
});

test('an exception ends after it begins, within a year', () => {
  expect(exceptions(['2026-08-03', '2026-08-23'])).toBeUndefined();
  expect(exceptions(['12-24', '01-02'])).toBeUndefined();
  expect(exceptions(['2028-01-01', '2028-12-31'])).toBeUndefined();
  expect(exceptions(['2026-08-23', '2026-08-03'])).toBe('exceptions.0.to: must not be before from');
  expect(exceptions(['2026-01-01', '2027-01-02'])).toBe('exceptions.0.to: must be at most 366 days');
  expect(exceptions(['2026-12-24', '01-02'])).toMatch(/with a year or without one/);
});

test('exceptions of one kind do not share a day', () => {
  const both = 'exceptions.1: must not share a day with the exception from';
  expect(exceptions(['2026-08-03', '2026-08-05'], ['2026-08-05', '2026-08-09'])).toBe(
    `${both} 2026-08-03 to 2026-08-05`,
  );
  expect(exceptions(['12-24', '01-02'], ['01-02', '01-02'])).toBe(`${both} 12-24 to 01-02`);
  expect(exceptions(['12-24', '01-02'], ['12-20', '12-24'])).toBe(`${both} 12-24 to 01-02`);
  expect(exceptions(['12-24', '01-02'], ['2026-12-31', '2026-12-31'], ['01-03', '12-23'])).toBeUndefined();
});

test('exceptions have limits', () => {
  const days = Array.from({ length: 101 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10));
  expect(exceptions(...days.slice(0, 100).map((day): [string, string] => [day, day]))).toBeUndefined();
  expect(exceptions(...days.map((day): [string, string] => [day, day]))).toMatch(/^exceptions: /);
  expect(exceptions(['12-25', '12-25', { label: 'x'.repeat(101) }])).toMatch(/^exceptions.0.label: /);
  expect(exceptions(['12-25', '12-25', { label: 'a\0b' }])).toMatch(/^exceptions.0.label: /);
  expect(exceptions(['12-25', '12-25', { ranges: [{ from: 600, to: 540 }] }])).toMatch(/must end after it starts/);
});

test('ranges of a day do not overlap; a night may run into the hours of the next day', () => {
  const week = (days: object) => refusal({ days });
  expect(week({ monday: [...open, { from: 1000, to: 1100 }] })).toBe('days.monday: ranges must not overlap');
  expect(week({ sunday: [{ from: 1320, to: 1560 }], monday: [{ from: 60, to: 300 }] })).toBeUndefined();
});

test('holidays name a country by its code', () => {
  expect(refusal({ holidays: { country: 'DE', region: 'BY', ranges: open } })).toBeUndefined();
  expect(refusal({ holidays: { country: 'Germany', ranges: [] } })).toMatch(/ISO 3166-1/);
});

test('what was stored under other rules is still read', () => {
  const before = { zone: 'EST', days: { monday: open } };
  expect(settingsSchema.safeParse({ availability: { schedule: before } }).success).toBe(false);
  expect(storedSettings.parse({ availability: { schedule: before } }).availability.schedule).toEqual({
    ...before,
    exceptions: [],
    holidays: null,
  });
});

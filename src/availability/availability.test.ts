import { expect, test } from 'vitest';
import type { Schedule } from '../contract/schedule.ts';
import { availabilityAt } from './availability.ts';

const plain = { exceptions: [], holidays: null };
const nineToFive: Schedule = {
  zone: 'America/New_York',
  days: { monday: [{ from: 540, to: 1020 }], friday: [{ from: 540, to: 1020 }] },
  ...plain,
};
const at = (schedule: Schedule, iso: string) => {
  const found = availabilityAt(schedule, new Date(iso));
  return found.open ? `open until ${found.closesAt?.toISOString()}` : `closed until ${found.opensAt?.toISOString()}`;
};

test('ranges are half open on the wall clock of the zone', () => {
  expect(at(nineToFive, '2026-01-05T13:59:59Z')).toBe('closed until 2026-01-05T14:00:00.000Z');
  expect(at(nineToFive, '2026-01-05T14:00:00Z')).toBe('open until 2026-01-05T22:00:00.000Z');
  expect(at(nineToFive, '2026-01-05T22:00:00Z')).toBe('closed until 2026-01-09T14:00:00.000Z');
});

test('the next opening is right over a change of clocks', () => {
  expect(at(nineToFive, '2026-03-06T23:00:00Z')).toBe('closed until 2026-03-09T13:00:00.000Z');
});

test('a range over midnight belongs to the day on which it began', () => {
  const night: Schedule = { zone: 'Europe/Berlin', days: { saturday: [{ from: 1320, to: 1560 }] }, ...plain };
  expect(at(night, '2026-01-11T00:30:00Z')).toBe('open until 2026-01-11T01:00:00.000Z');
});

test('around the clock never closes, and no hours never open', () => {
  const day = [{ from: 0, to: 1440 }];
  const always: Schedule = {
    zone: 'UTC',
    days: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day },
    ...plain,
  };
  expect(availabilityAt(always, new Date('2026-01-05T00:00:00Z'))).toEqual({ open: true });
  expect(availabilityAt({ zone: 'UTC', days: {}, ...plain }, new Date())).toEqual({ open: false });
});

import { expect, test } from 'vitest';
import { holidayCountries, holidayRegions, holidaysOf, isHoliday, knowsHolidays } from './holidays.ts';

const datesOf = (country: string, region: string | undefined, year: number, name: RegExp) =>
  holidaysOf(country, region, year)
    .filter((holiday) => name.test(holiday.name))
    .map(({ date }) => date);

test('holidays that move, and the days that stand in for those on a weekend', () => {
  expect(datesOf('US', undefined, 2026, /Thanksgiving/)).toEqual(['2026-11-26']);
  expect(datesOf('US', undefined, 2026, /Independence/)).toEqual(['2026-07-03', '2026-07-04']);
  expect(datesOf('DE', undefined, 2027, /Good Friday/)).toEqual(['2027-03-26']);
  // The day in lieu of 1 January 2028 is in 2027.
  expect(datesOf('US', undefined, 2027, /New Year/)).toEqual(['2027-01-01', '2027-12-31']);
});

test('parts of a country have their own', () => {
  expect(datesOf('DE', 'BY', 2026, /Epiphany/)).toEqual(['2026-01-06']);
  expect(datesOf('DE', undefined, 2026, /Epiphany/)).toEqual([]);
  expect(isHoliday('US', 'CA', '2026-03-31')).toBe(true);
  expect(isHoliday('US', undefined, '2026-03-31')).toBe(false);
});

test('every day of those that take several, over the new year too', () => {
  expect(datesOf('KR', undefined, 2026, /Thanksgiving/)).toEqual(['2026-09-24', '2026-09-25', '2026-09-26']);
  expect(datesOf('SZ', undefined, 2027, /Incwala/).slice(0, 2)).toEqual(['2027-01-01', '2027-01-02']);
});

test('feasts that begin on the eve count from their day, and half holidays are none', () => {
  expect(datesOf('SA', undefined, 2026, /Fitr/)).toHaveLength(4);
  expect(datesOf('IL', undefined, 2026, /Yom Kippur/)).toEqual(['2026-09-21']);
  expect(datesOf('IS', undefined, 2026, /Eve/)).toEqual([]);
});

test('which places are known', () => {
  expect(holidayCountries()).toContainEqual({ code: 'FR', name: 'France' });
  expect(holidayRegions('GB')).toContainEqual({ code: 'SCT', name: 'Scotland' });
  expect(holidayRegions('XX')).toEqual([]);
  expect(['US', 'XX', 'us', 'constructor'].map((country) => knowsHolidays(country))).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([knowsHolidays('US', 'CA'), knowsHolidays('US', 'ZZ'), knowsHolidays('FR', 'CA')]).toEqual([
    true,
    false,
    false,
  ]);
});

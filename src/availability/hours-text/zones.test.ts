import { expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';
import { chosenZone, countryOf, describeZone, isZone, joined, readZone, zoneLabel } from './zones.ts';

const zoneOf = (text: string) => readZone(tokenize(text), 0, true, false)?.zone;
const first = (text: string) => zoneOf(text)?.zones[0];

test('abbreviations and names mean the zone where people live, with its clock changes', () => {
  expect(['EST', 'edt', 'ET', 'Eastern', 'Pacific Standard Time', 'MST', 'AKST', 'HST'].map(first)).toEqual([
    'America/New_York',
    'America/New_York',
    'America/New_York',
    'America/New_York',
    'America/Los_Angeles',
    'America/Denver',
    'America/Anchorage',
    'Pacific/Honolulu',
  ]);
  expect(['UK time', 'CEST', 'SGT', 'HKT', 'JST', 'NZDT', 'Toronto time'].map(first)).toEqual([
    'Europe/London',
    'Europe/Paris',
    'Asia/Singapore',
    'Asia/Hong_Kong',
    'Asia/Tokyo',
    'Pacific/Auckland',
    'America/Toronto',
  ]);
});

test('names of the zone database are taken as they are, when they exist', () => {
  expect(first('America/Argentina/Buenos_Aires')).toBe('America/Argentina/Buenos_Aires');
  expect(first('Etc/GMT+5')).toBe('Etc/GMT+5');
  expect(zoneOf('Europe/Atlantis')).toBeUndefined();
  expect([isZone('EST'), isZone('BST'), isZone('Europe/Oslo'), isZone('+05:30')]).toEqual([false, false, true, true]);
});

test('offsets are fixed all year', () => {
  expect(['GMT+1', 'UTC-5', 'UTC+05:30', 'GMT+0530', 'UTC+0'].map(first)).toEqual([
    'Etc/GMT-1',
    'Etc/GMT+5',
    '+05:30',
    '+05:30',
    'UTC',
  ]);
});

test('words are no zones', () => {
  expect(['art', 'eat', 'et al', 'Monday', 'estimate'].map(first)).toEqual(Array(5).fill(undefined));
});

test('what means several zones goes to the workspace, then to its country, else it is unsure', () => {
  const typed = zoneOf('IST');
  if (!typed) throw new Error('IST is a zone');
  expect(chosenZone(typed, 'Europe/Dublin', 'IE')).toEqual({ zone: 'Europe/Dublin', sure: true });
  expect(chosenZone(typed, 'Asia/Calcutta', 'IN').sure).toBe(true);
  expect(chosenZone(typed, 'America/New_York', 'US')).toEqual({ zone: 'Asia/Kolkata', sure: false });
});

test('two names of one place are one zone', () => {
  const both = (a: string, b: string) => {
    const [one, two] = [zoneOf(a), zoneOf(b)];
    return one && two && joined(one, two)?.zones[0];
  };
  expect(both('EST', 'EDT')).toBe('America/New_York');
  expect(both('GMT', 'BST')).toBe('Europe/London');
  expect(both('CET', 'UTC+1')).toBe('Europe/Paris');
  expect(both('IST', 'UTC+5:30')).toBe('Asia/Kolkata');
  expect(both('EST', 'PST')).toBeUndefined();
});

test('shows a zone back in words, with its offset at an instant', () => {
  expect(describeZone('America/New_York', Date.UTC(2026, 6, 1))).toBe('Eastern Time (New York), now UTC-4');
  expect(describeZone('Asia/Kolkata', 0)).toBe('India Time (Kolkata), now UTC+5:30');
  expect(zoneLabel('Etc/GMT-1')).toBe('UTC+1 all year');
  expect(zoneLabel('America/Toronto')).toBe('Eastern Time (Toronto)');
});

test('knows the countries of the zones that people choose', () => {
  expect(['America/Chicago', 'Europe/London', 'Asia/Calcutta', 'UTC'].map(countryOf)).toEqual([
    'US',
    'GB',
    'IN',
    undefined,
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateAndTime, dayAndTime, instantOf, offsetOf, wallOf } from './instants.ts';

const zones = [
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  'Europe/Dublin',
  'Asia/Kolkata',
  'Pacific/Apia',
  '+05:30',
];
const minute = 60_000;

test('what a clock shows leads back to an instant at which it shows that', () => {
  const instants = fc.integer({ min: Date.parse('2020-01-01') / minute, max: Date.parse('2040-01-01') / minute });
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
      const wall = wallOf(new Date(at * minute), zone);
      expect(wallOf(instantOf(wall, zone), zone)).toBe(wall);
    }),
  );
});

test('a time that clocks jump over is still an instant of that day or the next', () => {
  const at = instantOf('2026-03-08T02:30', 'America/New_York');
  expect(wallOf(at, 'America/New_York')).toMatch(/^2026-03-08T0[13]:30$/);
});

test('an instant in words, by the clock of the team', () => {
  const now = new Date('2026-11-27T22:30:00Z');
  const say = (at: string) => dayAndTime(new Date(at), now, 'America/New_York');
  expect(say('2026-11-27T23:00:00Z')).toBe('18:00');
  expect(say('2026-11-28T14:00:00Z')).toBe('tomorrow 9:00');
  expect(say('2026-11-30T14:00:00Z')).toBe('Monday 9:00');
  expect(say('2027-01-04T14:00:00Z')).toBe('4 January 9:00');
  expect(dateAndTime(new Date('2026-11-30T14:00:00Z'), 'America/New_York')).toBe('Mon 30 Nov, 9:00');
});

test('offsets', () => {
  expect(offsetOf('America/New_York', new Date('2026-07-01T00:00:00Z'))).toBe('UTC-4');
  expect(offsetOf('UTC', new Date())).toBe('UTC');
});

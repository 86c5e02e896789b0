import { expect, test } from 'vitest';
import { dayLetters, dayNamed } from './day-names.ts';

test('knows names, short forms and plurals', () => {
  expect(['monday', 'tues', 'weds', "thursday's", 'fridays', 'sa', 'su'].map((word) => dayNamed(word)?.mask)).toEqual([
    1, 2, 4, 8, 16, 32, 64,
  ]);
});

test('mends slips of one or two letters and says so', () => {
  for (const [word, mask] of [
    ['Mondya', 1],
    ['Wendesday', 4],
    ['Thrusday', 8],
    ['Frieday', 16],
    ['Saturdayday', 32],
  ] as const) {
    expect(dayNamed(word.toLowerCase())).toEqual({ mask, typo: true });
  }
});

test('leaves real words alone', () => {
  expect(['midday', 'holiday', 'today', 'someday', 'weekday', 'we', 'monthly', 'friendly'].map(dayNamed)).toEqual(
    Array(8).fill(undefined),
  );
});

test('days run together: a second T is Thursday', () => {
  expect([dayLetters('MWF'), dayLetters('TTh'), dayLetters('MTWTF'), dayLetters('SaSu'), dayLetters('MW')]).toEqual([
    21, 10, 31, 96, 5,
  ]);
  expect([dayLetters('M'), dayLetters('FAX'), dayLetters('MM')]).toEqual([undefined, undefined, undefined]);
});

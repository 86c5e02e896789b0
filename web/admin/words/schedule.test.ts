import { expect, test } from 'vitest';
import { exceptionWords, holidayWords, rangesWords } from './schedule.ts';

test('hours of a day', () => {
  expect(rangesWords([])).toBe('closed');
  expect(rangesWords([{ from: 0, to: 1440 }])).toBe('all day');
  expect(
    rangesWords([
      { from: 540, to: 720 },
      { from: 1320, to: 1560 },
    ]),
  ).toBe('9:00\u00a0–\u00a012:00, 22:00\u00a0–\u00a02:00 (next day)');
});

test('special days', () => {
  expect(exceptionWords({ from: '12-24', to: '01-02', label: 'winter break', ranges: [] })).toBe(
    'Every 24 December to 2 January (winter break): closed',
  );
  expect(exceptionWords({ from: '2026-12-31', to: '2026-12-31', label: '', ranges: [{ from: 540, to: 720 }] })).toBe(
    '31 December 2026: 9:00\u00a0–\u00a012:00',
  );
  expect(holidayWords({ country: 'DE', region: 'BY', ranges: [] })).toBe('Public holidays in Germany (BY): closed');
});

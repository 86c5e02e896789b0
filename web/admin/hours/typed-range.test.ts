import { expect, test } from 'vitest';
import { nextRange, typedWeek, weekOf } from './typed-range.ts';

const days = {
  monday: [
    { from: 540, to: 720 },
    { from: 780, to: 1020 },
  ],
  friday: [{ from: 1200, to: 1560 }],
  sunday: [{ from: 0, to: 1440 }],
};

test('a week in fields is that week', () => {
  expect(typedWeek(days).friday).toEqual([{ opens: '20:00', closes: '02:00' }]);
  expect(weekOf(typedWeek(days))).toEqual(days);
});

test('a time that is missing makes no week', () => {
  expect(weekOf({ ...typedWeek(days), tuesday: [{ opens: '09:00', closes: '' }] })).toBeUndefined();
});

test('more hours of a day lie behind those it has, and end by midnight', () => {
  expect(nextRange([])).toEqual({ opens: '09:00', closes: '17:00' });
  expect(nextRange([{ opens: '09:00', closes: '12:00' }])).toEqual({ opens: '13:00', closes: '17:00' });
  expect(nextRange([{ opens: '09:00', closes: '21:30' }])).toEqual({ opens: '22:30', closes: '00:00' });
  expect(nextRange([{ opens: '09:00', closes: '23:30' }])).toBeUndefined();
});

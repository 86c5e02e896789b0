import { expect, test } from 'vitest';
import { exceptionOf, type TypedDay } from './typed-day.ts';

const typed = (more: Partial<TypedDay>): TypedDay => ({
  from: '2026-12-24',
  to: '',
  yearly: false,
  label: '',
  open: false,
  opens: '',
  closes: '',
  ...more,
});

test('a day, several days, and days of every year', () => {
  expect(exceptionOf(typed({ label: ' party ' }), [])).toEqual({
    from: '2026-12-24',
    to: '2026-12-24',
    label: 'party',
    ranges: [],
  });
  expect(exceptionOf(typed({ to: '2027-01-02', yearly: true }), [])).toMatchObject({ from: '12-24', to: '01-02' });
});

test('hours of a day may go over midnight', () => {
  const ranges = (opens: string, closes: string) => exceptionOf(typed({ open: true, opens, closes }), []);
  expect(ranges('09:00', '12:30')).toMatchObject({ ranges: [{ from: 540, to: 750 }] });
  expect(ranges('20:00', '02:00')).toMatchObject({ ranges: [{ from: 1200, to: 1560 }] });
  expect(ranges('00:00', '00:00')).toMatchObject({ ranges: [{ from: 0, to: 1440 }] });
});

test('what is missing or wrong is told at its field', () => {
  expect(exceptionOf(typed({ from: '' }), [])).toMatchObject({ field: 'from' });
  expect(exceptionOf(typed({ to: '2026-12-23' }), [])).toMatchObject({ field: 'to' });
  expect(exceptionOf(typed({ open: true, closes: '12:00' }), [])).toMatchObject({ field: 'opens' });
  expect(exceptionOf(typed({ open: true, opens: '09:00' }), [])).toMatchObject({ field: 'closes' });
  const there = { from: '2026-12-24', to: '2026-12-24', label: '', ranges: [] };
  expect(exceptionOf(typed({}), [there])).toMatchObject({ field: 'from', fault: expect.stringContaining('already') });
});

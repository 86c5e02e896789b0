import { expect, test } from 'vitest';
import { type Clock, readRange } from './times.ts';

const clock = (typed: string): Clock => {
  const [, hour, minute, mark] = /^(\d+):?(\d\d)?(am|pm)?$/.exec(typed) ?? [];
  const led = /^0/.test(typed);
  return {
    hour: Number(hour),
    minute: Number(minute ?? 0),
    mark: (mark as 'am' | 'pm') ?? null,
    led,
    bare: !minute,
    typo: false,
  };
};
const read = (start: string, end: string, { on24 = false, after = 0 } = {}) => {
  const { range, doubts } = readRange({ start: clock(start), end: clock(end), nextDay: false }, on24, after);
  const shown = range && `${range.from / 60}-${range.to / 60}`;
  return [shown, ...doubts.map(({ code, sure }) => `${code}${sure ? '' : '?'}`)].join(' ');
};

test('without am or pm: mornings from 7, afternoons to 6, the end is the next such time', () => {
  expect(read('8', '4')).toBe('8-16 ampm');
  expect(read('12', '6')).toBe('12-18 ampm');
  expect(read('2', '7')).toBe('14-19 ampm');
  expect(read('9', '9')).toBe('9-21 ampm');
});

test('a mark on one side counts for both only while the start stays before the end', () => {
  expect(read('6', '8:30pm')).toBe('18-20.5');
  expect(read('11', '8pm')).toBe('11-20');
  expect(read('8', '11am')).toBe('8-11');
  expect(read('12', '3pm')).toBe('12-15');
  expect(read('7am', '3')).toBe('7-15');
  expect(read('8pm', '3')).toBe('20-27');
});

test('the 24-hour clock is taken at its word', () => {
  expect(read('08', '17', { on24: true })).toBe('8-17');
  expect(read('18', '2', { on24: true })).toBe('18-26');
});

test('midnight closes the day', () => {
  expect(read('6pm', '12am')).toBe('18-24');
  expect(read('12am', '11:59pm')).toBe('0-24');
});

test('what may mean two things gives no range', () => {
  expect(read('6', '5')).toBe(' ampm?');
  expect(read('9', '9:30')).toBe(' ampm?');
  expect(read('8', '9')).toBe(' ampm?');
  expect(read('8am', '8:30')).toBe(' ampm?');
  expect(read('9pm', '5pm')).toBe(' unusual_range?');
  expect(read('7am', '7am')).toBe(' zero_length?');
  expect(read('09', '05', { on24: true })).toBe(' unusual_range?');
});

test('odd lengths that are plainly meant are only confirmed', () => {
  expect(read('5am', '10pm')).toBe('5-22 unusual_range');
  expect(read('9am', '9:30am')).toBe('9-9.5 unusual_range');
});

test('a short morning that may be a long day is to be checked', () => {
  expect(read('8', '9:30')).toBe('8-9.5 ampm ampm?');
  expect(read('10', '11')).toBe('10-11 ampm');
});

test('hours later in a list are later in the day, to be checked', () => {
  expect(read('7', '9', { after: 12 * 60 })).toBe('19-21 ampm ampm?');
});

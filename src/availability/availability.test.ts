import { expect, test } from 'vitest';
import { type OpenRange, type Schedule, type ScheduleException, weekdays } from '../contract/schedule.ts';
import { availabilityAt } from './availability.ts';

const hours = (from: number, to: number): OpenRange[] => [{ from: from * 60, to: to * 60 }];
const everyDay = (ranges: OpenRange[]): Schedule['days'] => Object.fromEntries(weekdays.map((day) => [day, ranges]));
const workdays = (ranges: OpenRange[]): Schedule['days'] =>
  Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, ranges]));
const scheduleOf = (zone: string, days: Schedule['days'], more: Partial<Schedule> = {}): Schedule => ({
  zone,
  days,
  exceptions: [],
  holidays: null,
  ...more,
});
const on = (from: string, to: string, ranges: OpenRange[] = []): ScheduleException => ({ from, to, label: '', ranges });

const at = (schedule: Schedule, iso: string) => {
  const found = availabilityAt(schedule, new Date(iso));
  const change = (found.open ? found.closesAt : found.opensAt)?.toISOString().replace(':00.000Z', 'Z');
  return `${found.open ? 'open' : 'closed'} until ${change ?? 'ever'}`;
};

const newYork = 'America/New_York';
const nineToFive = scheduleOf(newYork, { monday: hours(9, 17), friday: hours(9, 17) });

test('a night that runs into the hours of the next day ends with them', () => {
  const weekend = scheduleOf('UTC', { friday: hours(20, 28), saturday: hours(0, 24) });
  expect(at(weekend, '2026-01-02T21:00:00Z')).toBe('open until 2026-01-04T00:00Z');
  expect(at(weekend, '2026-01-03T05:00:00Z')).toBe('open until 2026-01-04T00:00Z');
});

test('ranges are half open on the wall clock of the zone', () => {
  expect(at(nineToFive, '2026-01-05T13:59:59.999Z')).toBe('closed until 2026-01-05T14:00Z');
  expect(at(nineToFive, '2026-01-05T14:00:00Z')).toBe('open until 2026-01-05T22:00Z');
  expect(at(nineToFive, '2026-01-05T21:59:59.999Z')).toBe('open until 2026-01-05T22:00Z');
  expect(at(nineToFive, '2026-01-05T22:00:00Z')).toBe('closed until 2026-01-09T14:00Z');
});

test('the next opening is right over a change of clocks', () => {
  expect(at(nineToFive, '2026-03-06T23:00:00Z')).toBe('closed until 2026-03-09T13:00Z');
  expect(at(nineToFive, '2026-10-30T21:00:00Z')).toBe('closed until 2026-11-02T14:00Z');
});

test('a range over midnight belongs to the day on which it began', () => {
  const night = scheduleOf('Europe/Berlin', { saturday: hours(22, 26) });
  expect(at(night, '2026-01-11T00:30:00Z')).toBe('open until 2026-01-11T01:00Z');
  expect(at(night, '2026-01-11T01:00:00Z')).toBe('closed until 2026-01-17T21:00Z');
});

test('around the clock never closes, and no hours never open', () => {
  expect(at(scheduleOf('UTC', everyDay(hours(0, 24))), '2026-01-05T00:00:00Z')).toBe('open until ever');
  expect(at(scheduleOf('UTC', {}), '2026-01-05T00:00:00Z')).toBe('closed until ever');
});

test('a week wraps from Sunday to Monday, and ranges that touch are one', () => {
  const weekend = scheduleOf('Asia/Kolkata', { sunday: hours(18, 24), monday: [...hours(12, 18), ...hours(0, 12)] });
  expect(at(weekend, '2026-06-07T18:29:59Z')).toBe('open until 2026-06-08T12:30Z');
  expect(at(weekend, '2026-06-07T12:29:00Z')).toBe('closed until 2026-06-07T12:30Z');
});

test('an overnight range is an hour shorter or longer when clocks change in it', () => {
  const night = scheduleOf(newYork, { saturday: hours(22, 30) });
  expect(at(night, '2026-03-08T03:00:00Z')).toBe('open until 2026-03-08T10:00Z');
  expect(at(night, '2026-11-01T02:00:00Z')).toBe('open until 2026-11-01T11:00Z');
});

test('a wall time that is skipped comes at the change', () => {
  const early = scheduleOf(newYork, { sunday: [{ from: 150, to: 600 }] });
  expect(at(early, '2026-03-08T06:59:59Z')).toBe('closed until 2026-03-08T07:00Z');
  const late = scheduleOf(newYork, { saturday: [{ from: 1200, to: 1590 }] });
  expect(at(late, '2026-03-08T06:59:59Z')).toBe('open until 2026-03-08T07:00Z');
  const within = scheduleOf(newYork, { sunday: [{ from: 135, to: 165 }] });
  expect(at(within, '2026-03-08T05:00:00Z')).toBe('closed until 2026-03-15T06:15Z');
});

test('a break that is skipped is none', () => {
  const shop = scheduleOf(newYork, { sunday: [...hours(1, 2), ...hours(3, 9)] });
  expect(at(shop, '2026-03-08T06:30:00Z')).toBe('open until 2026-03-08T13:00Z');
  expect(at(shop, '2026-03-08T05:30:00Z')).toBe('closed until 2026-03-08T06:00Z');
});

test('a wall time that is repeated comes the first time', () => {
  const bar = scheduleOf(newYork, { saturday: [{ from: 1200, to: 1530 }], sunday: hours(9, 10) });
  expect(at(bar, '2026-11-01T05:00:00Z')).toBe('open until 2026-11-01T05:30Z');
  // The clock shows 1:15 again.
  expect(at(bar, '2026-11-01T06:15:00Z')).toBe('closed until 2026-11-01T14:00Z');
  const bakery = scheduleOf(newYork, { sunday: [{ from: 90, to: 600 }] });
  expect(at(bakery, '2026-11-01T05:29:00Z')).toBe('closed until 2026-11-01T05:30Z');
  expect(at(bakery, '2026-11-01T06:15:00Z')).toBe('open until 2026-11-01T15:00Z');
});

test('Lord Howe changes by half an hour', () => {
  const shop = scheduleOf('Australia/Lord_Howe', { sunday: [{ from: 105, to: 180 }] });
  // Back from 2:00 to 1:30 on 5 April, on from 2:00 to 2:30 on 4 October.
  expect(at(shop, '2026-04-04T14:45:00Z')).toBe('open until 2026-04-04T16:30Z');
  expect(at(shop, '2026-10-03T15:15:00Z')).toBe('open until 2026-10-03T16:00Z');
});

test('Dublin, where winter is the exception', () => {
  const shop = scheduleOf('Europe/Dublin', everyDay(hours(9, 17)));
  expect(at(shop, '2026-03-28T18:00:00Z')).toBe('closed until 2026-03-29T08:00Z');
  expect(at(shop, '2026-10-24T18:00:00Z')).toBe('closed until 2026-10-25T09:00Z');
});

test('Apia left out a Friday, and with it the hours of that day', () => {
  const shop = scheduleOf('Pacific/Apia', { thursday: hours(9, 17), friday: hours(9, 17), monday: hours(9, 17) });
  expect(at(shop, '2011-12-30T02:00:00Z')).toBe('open until 2011-12-30T03:00Z');
  expect(at(shop, '2011-12-30T03:00:00Z')).toBe('closed until 2012-01-01T19:00Z');
  const bar = scheduleOf('Pacific/Apia', { thursday: hours(20, 26) });
  expect(at(bar, '2011-12-30T09:00:00Z')).toBe('open until 2011-12-30T10:00Z');
});

test('clocks that go back over midnight do not bring the day before back', () => {
  const shop = scheduleOf('America/Sao_Paulo', { saturday: hours(9, 24) });
  // At midnight the clock goes back to Saturday 23:00.
  expect(at(shop, '2018-02-18T01:30:00Z')).toBe('open until 2018-02-18T03:00Z');
  const night = scheduleOf('America/St_Johns', { sunday: hours(0, 3) });
  // At 0:01 on Sunday back to 23:01 on Saturday.
  expect(at(night, '2010-11-07T03:00:00Z')).toBe('open until 2010-11-07T06:30Z');
});

test('the year with a week 53 turns into the next', () => {
  const shop = scheduleOf('Europe/Berlin', { thursday: hours(9, 17), monday: hours(9, 17) });
  expect(at(shop, '2026-12-31T16:00:00Z')).toBe('closed until 2027-01-04T08:00Z');
  expect(at(shop, '2027-01-04T16:00:00Z')).toBe('closed until 2027-01-07T08:00Z');
});

test('an exception takes the place of the ranges that begin on its day', () => {
  const bar = scheduleOf(newYork, everyDay(hours(20, 26)), { exceptions: [on('2026-06-03', '2026-06-03')] });
  // Tuesday's hours run on into the closed Wednesday; Wednesday's own are gone.
  expect(at(bar, '2026-06-03T05:00:00Z')).toBe('open until 2026-06-03T06:00Z');
  expect(at(bar, '2026-06-03T06:00:00Z')).toBe('closed until 2026-06-05T00:00Z');
});

test('the closer rule holds: a date, every year, holiday, weekday', () => {
  const rules = (...exceptions: ScheduleException[]) =>
    scheduleOf('UTC', everyDay(hours(9, 17)), { exceptions, holidays: { country: 'US', ranges: hours(10, 11) } });
  const christmas = (schedule: Schedule) => at(schedule, '2026-12-25T00:00:00Z');
  expect(christmas(rules())).toBe('closed until 2026-12-25T10:00Z');
  const yearly = on('12-25', '12-25', hours(12, 13));
  expect(christmas(rules(yearly))).toBe('closed until 2026-12-25T12:00Z');
  expect(christmas(rules(yearly, on('2026-12-20', '2026-12-25', hours(14, 15))))).toBe(
    'closed until 2026-12-25T14:00Z',
  );
  expect(at(rules(yearly), '2026-12-26T00:00:00Z')).toBe('closed until 2026-12-26T09:00Z');
});

test('a yearly exception over the new year', () => {
  const shop = scheduleOf('UTC', everyDay(hours(9, 17)), { exceptions: [on('12-24', '01-02')] });
  for (const [year, next] of [
    [2026, 2027],
    [2029, 2030],
  ]) {
    expect(at(shop, `${year}-12-23T17:00:00Z`)).toBe(`closed until ${next}-01-03T09:00Z`);
    expect(at(shop, `${next}-01-01T12:00:00Z`)).toBe(`closed until ${next}-01-03T09:00Z`);
  }
});

test('29 February comes in leap years', () => {
  const sale = scheduleOf('UTC', {}, { exceptions: [on('02-29', '02-29', hours(9, 10))] });
  expect(at(sale, '2027-06-01T00:00:00Z')).toBe('closed until 2028-02-29T09:00Z');
  expect(at(sale, '2028-02-29T10:00:00Z')).toBe('closed until ever');
});

test('an opening once a year is found', () => {
  const sale = scheduleOf('UTC', {}, { exceptions: [on('07-01', '07-01', hours(9, 10))] });
  expect(at(sale, '2026-07-01T10:00:00Z')).toBe('closed until 2027-07-01T09:00Z');
});

test('a closing within a year is told, and a later one is not', () => {
  const always = (closed: string) => scheduleOf('UTC', everyDay(hours(0, 24)), { exceptions: [on(closed, closed)] });
  expect(at(always('2027-06-02'), '2026-06-01T00:00:00Z')).toBe('open until 2027-06-02T00:00Z');
  expect(at(always('2027-06-03'), '2026-06-01T00:00:00Z')).toBe('open until ever');
});

test('closed for three weeks', () => {
  const shop = scheduleOf('Europe/Berlin', workdays(hours(9, 17)), { exceptions: [on('2026-08-03', '2026-08-23')] });
  expect(at(shop, '2026-07-31T15:00:00Z')).toBe('closed until 2026-08-24T07:00Z');
});

test('a holiday, a weekend and a change of clocks in a row', () => {
  const shop = scheduleOf('Europe/London', workdays(hours(9, 17)), {
    holidays: { country: 'GB', region: 'ENG', ranges: [] },
  });
  // In 2027 clocks change on Easter Sunday.
  expect(at(shop, '2027-03-25T16:00:00Z')).toBe('open until 2027-03-25T17:00Z');
  expect(at(shop, '2027-03-25T17:00:00Z')).toBe('closed until 2027-03-30T08:00Z');
});

test('holidays of a place that is not known are none', () => {
  const shop = scheduleOf('UTC', everyDay(hours(9, 17)), { holidays: { country: 'XX', ranges: [] } });
  expect(at(shop, '2026-12-25T00:00:00Z')).toBe('closed until 2026-12-25T09:00Z');
});

import { type OpenRange, type Schedule, weekdays } from '../../src/contract/schedule.ts';

/**
 * A second answer to "open or closed, and until when", written from the definition and sharing nothing with the first: a
 * walk from minute to minute with an eye on the zone's clock. Slow, so that it can be seen to be right. For tests.
 */
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** What the clock of a zone shows, as ms of a clock without a zone; from Intl, minute by minute. */
const clockOf = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (instant: number): number => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute);
  };
};

/** How far the clock of a zone is ahead of UTC, over some years: found once per day, and to the minute on days of a change. */
export const offsetsOf = (zone: string, fromYear: number, toYear: number) => {
  const clock = clockOf(zone);
  const offsetAt = (instant: number) => clock(instant) - instant;
  const pieces: { since: number; offset: number }[] = [];
  const note = (since: number, offset: number) => {
    if (pieces.at(-1)?.offset !== offset) pieces.push({ since, offset });
  };
  for (let day = Date.UTC(fromYear); day < Date.UTC(toYear + 1); day += dayMs) {
    if (offsetAt(day) === offsetAt(day + dayMs)) note(day, offsetAt(day));
    else for (let minute = day; minute <= day + dayMs; minute += minuteMs) note(minute, offsetAt(minute));
  }
  return pieces;
};
export type Offsets = ReturnType<typeof offsetsOf>;

/** Every MM-DD from one to the other, along a leap year and over its end. */
const daysOfYear = Array.from({ length: 366 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(5, 10));
const yearlyDays = (from: string, to: string): string[] => {
  const days = [from];
  for (let i = daysOfYear.indexOf(from); days.at(-1) !== to; ) {
    i = (i + 1) % daysOfYear.length;
    days.push(daysOfYear[i] ?? '');
  }
  return days;
};
/** Every YYYY-MM-DD from one to the other. */
const datedDays = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += dayMs) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  return days;
};

/** The ranges of each date: rules are laid over each other, the stronger later. */
const calendarOf = (schedule: Schedule, isHoliday: (date: string) => boolean) => {
  const dated = new Map<string, OpenRange[]>();
  const yearly = new Map<string, OpenRange[]>();
  for (const { from, to, ranges } of schedule.exceptions) {
    const [map, days] = /^\d\d-\d\d$/.test(from) ? [yearly, yearlyDays(from, to)] : [dated, datedDays(from, to)];
    for (const day of days) map.set(day, [...(map.get(day) ?? []), ...ranges]);
  }
  return (day: number): OpenRange[] => {
    const date = new Date(day).toISOString().slice(0, 10);
    let ranges = schedule.days[weekdays[(new Date(day).getUTCDay() + 6) % 7] ?? 'monday'] ?? [];
    if (schedule.holidays && isHoliday(date)) ranges = schedule.holidays.ranges;
    ranges = yearly.get(date.slice(5)) ?? ranges;
    return dated.get(date) ?? ranges;
  };
};

export type SlowAnswer = { open: boolean; changesAt: number | null };

/**
 * Walks from three days before the instant, since a clock never goes back further: `read` is the furthest that the clock
 * has shown, which is how somebody reads it who does not turn it back. A minute is open when what is read lies in a range
 * of that day or of the day before. Ends 400 days after the day of the instant, and finds no closing after 366 days.
 */
export const slowAvailability = (
  schedule: Schedule,
  offsets: Offsets,
  isHoliday: (date: string) => boolean,
  at: number,
): SlowAnswer => {
  const rangesOf = calendarOf(schedule, isHoliday);
  const painted = new Map<number, Uint8Array>();
  const openMinutes = (day: number): Uint8Array => {
    let minutes = painted.get(day);
    if (!minutes) {
      minutes = new Uint8Array(1440);
      for (const { from, to } of rangesOf(day)) minutes.fill(1, from, Math.min(to, 1440));
      for (const { to } of rangesOf(day - dayMs)) if (to > 1440) minutes.fill(1, 0, to - 1440);
      painted.set(day, minutes);
    }
    return minutes;
  };
  const thisMinute = Math.floor(at / minuteMs) * minuteMs;
  let read = Number.NEGATIVE_INFINITY;
  let piece = 0;
  let today = 0;
  let openNow: boolean | undefined;
  let day = Number.NaN;
  let minutes = new Uint8Array(1440);
  for (let instant = thisMinute - 3 * dayMs; ; instant += minuteMs) {
    while ((offsets[piece + 1]?.since ?? Number.POSITIVE_INFINITY) <= instant) piece++;
    const shown = instant + (offsets[piece]?.offset ?? Number.NaN);
    read = Math.max(read, shown);
    if (instant < thisMinute) continue;
    if (Math.floor(read / dayMs) * dayMs !== day) {
      day = Math.floor(read / dayMs) * dayMs;
      minutes = openMinutes(day) as Uint8Array<ArrayBuffer>;
    }
    const open = minutes[(read - day) / minuteMs] === 1;
    if (openNow === undefined) {
      openNow = open;
      today = Math.floor(shown / dayMs) * dayMs;
    }
    if (openNow && instant > at + 366 * dayMs) return { open: true, changesAt: null };
    if (!openNow && read >= today + 401 * dayMs) return { open: false, changesAt: null };
    if (open !== openNow) return { open: openNow, changesAt: instant };
  }
};

import type { OpenRange, Schedule } from '../contract/schedule.ts';
import { rangesOn } from './day-ranges.ts';
import { instantOf, minutesOfDay, wallMinuteAt } from './wall-clock.ts';

export type Availability = { open: true; closesAt?: Date } | { open: false; opensAt?: Date };

/** How far ahead an opening is looked for. More than a year, so that what opens once a year is found. */
const lookAheadDays = 400;
const yearMs = 366 * 24 * 3_600_000;

/**
 * Open or closed at an instant, and when that changes.
 *
 * Ranges are half open, on the wall clock of the schedule's zone, and each belongs to the day on which it begins: an
 * overnight one runs on into a day that is closed, and is gone when its own day has an exception. A wall time comes at the
 * first instant at which the clock shows it or a later one. So what a clock change skips comes when it is skipped (of a day
 * that a zone leaves out nothing is open but what runs past its midnight), and what a change repeats comes the first time:
 * hours that end at 1:30 don't begin again when the clock goes back to 1:00. Ranges that touch are one.
 *
 * No `closesAt`: open for more than a year. No `opensAt`: nothing opens within 400 days. For the years 1970 to 9990;
 * throws a RangeError for a zone that does not exist.
 */
export const availabilityAt = (schedule: Schedule, at: Date): Availability => {
  const now = at.getTime();
  for (const span of openSpans(schedule, now)) {
    if (span.to <= now) continue;
    if (span.from > now) return { open: false, opensAt: new Date(span.from) };
    return { open: true, ...(span.to - now <= yearMs && { closesAt: new Date(span.to) }) };
  }
  return { open: false };
};

/** The spans, in ms, in which it is open: in order, never touching, from some that may be over to the end of the look-ahead. */
const openSpans = function* (schedule: Schedule, now: number): Generator<OpenRange> {
  const wallNow = wallMinuteAt(schedule.zone, now);
  let last: OpenRange | undefined;
  for (const wall of wallSpans(schedule, Math.floor(wallNow / minutesOfDay))) {
    if (wall.to <= wallNow) continue;
    const from = instantOf(schedule.zone, wall.from);
    if (last && from > last.to) {
      yield last;
      last = undefined;
    }
    const to = instantOf(schedule.zone, wall.to);
    // A clock change may skip all of a range, or all that is between two.
    if (from < to) last = { from: last?.from ?? from, to };
  }
  if (last) yield last;
};

/** The same on the wall clock, in minutes. Begins a day early, for what runs over midnight. */
const wallSpans = function* (schedule: Schedule, today: number): Generator<OpenRange> {
  let last: OpenRange | undefined;
  for (let day = today - 1; day <= today + lookAheadDays; day++) {
    const ranges = rangesOn(schedule, day);
    for (const range of ranges.length > 1 ? ranges.toSorted((a, b) => a.from - b.from) : ranges) {
      const from = day * minutesOfDay + range.from;
      const to = day * minutesOfDay + range.to;
      if (last && from > last.to) {
        yield last;
        last = undefined;
      }
      last = { from: last?.from ?? from, to: Math.max(last?.to ?? to, to) };
    }
  }
  if (last) yield last;
};

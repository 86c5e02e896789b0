import { Temporal } from 'temporal-polyfill';
import { type OpenRange, type Schedule, weekdays } from '../contract/schedule.ts';

export type Availability = { open: true; closesAt?: Date } | { open: false; opensAt?: Date };

/** Days looked at around an instant: yesterday for ranges over midnight, and a week and a day ahead. */
const firstDay = -1;
const lastDay = 8;

/**
 * Open or closed at an instant, and when that changes. Ranges are half open, on the zone's wall clock: a wall time that
 * a clock change skips counts as the next one there is, one that it repeats as its first ("compatible" of Temporal).
 * No `closesAt`: open all week. No `opensAt`: never open.
 */
export const availabilityAt = (schedule: Schedule, at: Date): Availability => {
  const now = at.getTime();
  const spans = openSpans(schedule, at);
  const current = spans.find((span) => span.from <= now && now < span.to);
  if (!current) {
    const next = spans.find((span) => span.from > now);
    return { open: false, ...(next && { opensAt: new Date(next.from) }) };
  }
  const endless = current.to - now > 7 * 24 * 3_600_000;
  return { open: true, ...(!endless && { closesAt: new Date(current.to) }) };
};

/** The open spans around an instant, in ms, in order, those that touch joined. */
const openSpans = (schedule: Schedule, at: Date): OpenRange[] => {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(schedule.zone).toPlainDate();
  const spans: OpenRange[] = [];
  for (let offset = firstDay; offset <= lastDay; offset++) {
    const date = today.add({ days: offset });
    const weekday = weekdays[date.dayOfWeek - 1];
    for (const range of (weekday && schedule.days[weekday]) ?? []) {
      const span = { from: instantOf(date, range.from, schedule.zone), to: instantOf(date, range.to, schedule.zone) };
      if (span.to > span.from) spans.push(span);
    }
  }
  spans.sort((a, b) => a.from - b.from);
  return spans.reduce<OpenRange[]>((joined, span) => {
    const last = joined.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
    return joined;
  }, []);
};

const instantOf = (date: Temporal.PlainDate, minutes: number, zone: string): number => {
  const day = date.add({ days: Math.floor(minutes / 1440) });
  const time = new Temporal.PlainTime(Math.floor((minutes % 1440) / 60), minutes % 60);
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
};

import { isYearly, type OpenRange, type Schedule, type ScheduleException, weekdays } from '../contract/schedule.ts';
import { isHoliday } from './holidays.ts';

const dayMs = 24 * 3_600_000;

/**
 * The ranges that begin on a day, counted from 1970-01-01. An exception for that very date goes before a yearly one, any
 * exception before holidays, holidays before the weekday. Where two exceptions of one kind meet, the hours of both hold.
 */
export const rangesOn = (schedule: Schedule, day: number): OpenRange[] => {
  const { exceptions, holidays } = schedule;
  if (exceptions.length > 0 || holidays) {
    const date = new Date(day * dayMs).toISOString().slice(0, 10);
    const found = exceptions.filter((exception) => covers(exception, date));
    const dated = found.filter(({ from }) => !isYearly(from));
    if (found.length > 0) return (dated.length > 0 ? dated : found).flatMap(({ ranges }) => ranges);
    if (holidays && isHoliday(holidays.country, holidays.region, date)) return holidays.ranges;
  }
  // 1970 began on a Thursday.
  const weekday = weekdays[(((day + 3) % 7) + 7) % 7];
  return (weekday && schedule.days[weekday]) ?? [];
};

const covers = ({ from, to }: ScheduleException, date: string): boolean => {
  const at = isYearly(from) ? date.slice(5) : date;
  return from <= to ? from <= at && at <= to : isYearly(from) && (from <= at || at <= to);
};

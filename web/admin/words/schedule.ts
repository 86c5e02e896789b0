import { type HolidayRule, isYearly, type OpenRange, type ScheduleException } from '../../../src/contract/schedule.ts';

const dayMinutes = 1440;

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const clock = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

// Not broken at the end of a line.
const span = (from: number, to: number): string => `${clock(from)}\u00a0–\u00a0${clock(to)}`;

const rangeWords = ({ from, to }: OpenRange): string => {
  if (to - from === dayMinutes && from === 0) return 'all day';
  return to > dayMinutes ? `${span(from, to - dayMinutes)} (next day)` : span(from, to);
};

/** "9:00 – 12:00, 13:00 – 17:00", or "closed". */
export const rangesWords = (ranges: OpenRange[] = []): string => ranges.map(rangeWords).join(', ') || 'closed';

const leapYear = 2024;
const dateWords = (date: string): string => {
  const day = new Date(isYearly(date) ? `${leapYear}-${date}` : date);
  const words = day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return isYearly(date) ? words : `${words} ${day.getUTCFullYear()}`;
};

/** "Every 24 December to 2 January (winter break): closed" */
export const exceptionWords = ({ from, to, label, ranges }: ScheduleException): string => {
  const days = from === to ? dateWords(from) : `${dateWords(from)} to ${dateWords(to)}`;
  return `${isYearly(from) ? 'Every ' : ''}${days}${label && ` (${label})`}: ${rangesWords(ranges)}`;
};

/** "Public holidays in Germany (BY): closed" */
export const holidayWords = ({ country, region, ranges }: HolidayRule): string => {
  const name = new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country;
  return `Public holidays in ${name}${region ? ` (${region})` : ''}: ${rangesWords(ranges)}`;
};

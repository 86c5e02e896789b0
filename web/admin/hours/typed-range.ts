import { type OpenRange, type Schedule, type Weekday, weekdays } from '../../../src/contract/schedule.ts';

/** Hours as two fields hold them: HH:MM, empty when they are not filled in. */
export type TypedRange = { opens: string; closes: string };

const dayMinutes = 1440;

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};
const two = (value: number) => String(value).padStart(2, '0');
const timeOf = (minutes: number): string => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;

/** An end at or before the start is on the next day; 00:00 is midnight. */
export const rangeOf = ({ opens, closes }: TypedRange): OpenRange => {
  const from = minutesOf(opens);
  const to = minutesOf(closes);
  return { from, to: to > from ? to : to + dayMinutes };
};

const typedRange = ({ from, to }: OpenRange): TypedRange => ({ opens: timeOf(from), closes: timeOf(to) });

export type TypedWeek = Record<Weekday, TypedRange[]>;

export const typedWeek = (days: Schedule['days']): TypedWeek =>
  Object.fromEntries(weekdays.map((day) => [day, (days[day] ?? []).map(typedRange)])) as TypedWeek;

/** The week that was typed; undefined while a time is missing. */
export const weekOf = (typed: TypedWeek): Schedule['days'] | undefined => {
  const all = weekdays.flatMap((day) => typed[day]);
  if (all.some(({ opens, closes }) => !opens || !closes)) return undefined;
  return Object.fromEntries(weekdays.flatMap((day) => (typed[day].length > 0 ? [[day, typed[day].map(rangeOf)]] : [])));
};

/** What a day gets that has no hours, or more hours behind those it has; undefined when no hour of the day is left. */
export const nextRange = (ranges: TypedRange[]): TypedRange | undefined => {
  if (ranges.length === 0) return { opens: '09:00', closes: '17:00' };
  const from = Math.max(...ranges.map((range) => rangeOf(range).to)) + 60;
  if (from > dayMinutes - 60) return undefined;
  return typedRange({ from, to: Math.min(from + 240, dayMinutes) });
};

import { type OpenRange, type Schedule, weekdays } from '../../contract/schedule.ts';

/** Open ranges by weekday, Monday first; undefined: nothing is said of the day. */
export type Week = (OpenRange[] | undefined)[];

export const emptyWeek = (): Week => Array.from({ length: 7 });

/** In order, without overlaps; what touches is joined. */
export const tidy = (ranges: OpenRange[]): OpenRange[] => {
  const joined: OpenRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  return joined;
};

export const without = (ranges: OpenRange[], hole: OpenRange): OpenRange[] =>
  ranges.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, hole.from) },
      { from: Math.max(from, hole.to), to },
    ].filter((part) => part.from < part.to),
  );

export const overlap = (a: OpenRange[], b: OpenRange[]): boolean =>
  a.some((one) => b.some((other) => one.from < other.to && other.from < one.to));

/** Whether every range of `inner` lies in one of `outer`. */
export const covers = (outer: OpenRange[], inner: OpenRange[]): boolean =>
  inner.every((one) => outer.some((other) => other.from <= one.from && one.to <= other.to));

/** The days that have ranges. */
export const daysOf = (week: Week): Schedule['days'] =>
  Object.fromEntries(weekdays.flatMap((day, at) => (week[at]?.length ? [[day, week[at]]] : [])));

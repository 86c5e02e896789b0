import { expect } from 'vitest';
import { type HoursContext, parseHours } from '../../src/availability/hours-text/parse-hours.ts';
import { type OpenRange, weekdays } from '../../src/contract/schedule.ts';

/** Where the texts of the tests are read. */
export const here: HoursContext = { zone: 'America/Denver', country: 'US' };
const clock = (minutes: number) => `${Math.floor(minutes / 60)}${minutes % 60 ? `:${minutes % 60}` : ''}`;
const shown = (ranges: OpenRange[] = []) => ranges.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(',');

/** "mo-fr 9-17 sa 10-14", the days that are open. */
export const week = (text: string, context = here): string => {
  const { schedule } = parseHours(text, context);
  if (!schedule) return 'none';
  const days = weekdays.map((day) => shown(schedule.days[day]));
  const parts: string[] = [];
  for (let at = 0; at < 7; ) {
    let end = at;
    while (end < 6 && days[end + 1] === days[at]) end++;
    const name = (day: number) => weekdays[day]?.slice(0, 2);
    if (days[at]) parts.push(`${end > at ? `${name(at)}-${name(end)}` : name(at)} ${days[at]}`);
    at = end + 1;
  }
  return parts.join(' ') || 'closed';
};
export const codes = (text: string, context = here) => parseHours(text, context).questions.map(({ code }) => code);
export const status = (text: string, context = here) => parseHours(text, context).status;

type Row = [text: string, week: string];
export const reads = (rows: Row[]) => {
  for (const [text, expected] of rows) expect([text, week(text)]).toEqual([text, expected]);
};
export const understands = (rows: Row[]) => {
  for (const [text, expected] of rows) {
    expect([text, week(text), status(text)]).toEqual([text, expected, 'understood']);
  }
};
export const checks = (rows: [...Row, code: string][]) => {
  for (const [text, expected, code] of rows) {
    expect([text, week(text), status(text), codes(text).includes(code as 'date')]).toEqual([
      text,
      expected,
      'check',
      true,
    ]);
  }
};
export const refuses = (texts: string[]) => {
  for (const text of texts) expect([text, week(text), status(text)]).toEqual([text, 'none', 'not_understood']);
};

import { expect, test } from 'vitest';
import { formatDate } from './dates.ts';

const now = new Date(2026, 10, 24, 15, 30);

test.each([
  [new Date(2026, 10, 24, 9, 5), '{date_short_pretty} {time}', /^Today 9:05.AM$/],
  [new Date(2026, 10, 23, 9, 5), '{date_pretty}', /^Yesterday$/],
  [new Date(2026, 10, 25, 9, 5), '{date_long_pretty}', /^Tomorrow$/],
  [new Date(2026, 10, 2, 9, 5), '{date_long}', /^Monday, November 2nd, 2026$/],
  [new Date(2026, 10, 2, 9, 5), 'on {date_short} at {time_secs}', /^On Nov 2, 2026 at 9:05:00.AM$/],
  [new Date(2026, 0, 13, 9, 5), '{date_num} {date_slash} {date}', /^2026-01-13 01\/13\/2026 January 13th, 2026$/],
  [new Date(2026, 10, 24, 15, 28), '{ago}', /^2 minutes ago$/],
  [new Date(2026, 10, 24, 16, 30), '{ago}', /^In 1 hour$/],
  [now, '{unknown} {time', /^\{unknown\} \{time$/],
])('%s as %s', (at, format, shown) => {
  expect(formatDate(at, format, now)).toMatch(shown);
});

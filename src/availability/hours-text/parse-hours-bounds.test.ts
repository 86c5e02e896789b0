import { expect, test } from 'vitest';
import { checks, codes, refuses, understands } from '../../../test/support/hours-text.ts';

test('one end of a day’s hours moves', () => {
  understands([
    ['Mon-Fri 8am-4pm, Wednesdays until 7', 'mo-tu 8-16 we 8-19 th-fr 8-16'],
    ['Mon-Fri 8am-4pm (Weds til 7pm)', 'mo-tu 8-16 we 8-19 th-fr 8-16'],
    ['Mon-Fri 8-12, 1-4, Tuesday until 6', 'mo 8-12,13-16 tu 8-12,13-18 we-fr 8-12,13-16'],
    ['Mon-Fri 8-12, 1-4, Tuesday until noon', 'mo 8-12,13-16 tu 8-12 we-fr 8-12,13-16'],
    ['Mon-Fri 7:30-4, Tuesday until 8', 'mo 7:30-16 tu 7:30-20 we-fr 7:30-16'],
    ['Fri-Sat 6pm-11pm, Saturday until 2am', 'fr 18-23 sa 18-26'],
    ['Mo-Fr 08:00-16:30 (15:30 on Fridays)', 'mo-th 8-16:30 fr 8-15:30'],
    ['Mon-Fri 8am-4pm; opens at 10am on Mondays', 'mo 10-16 tu-fr 8-16'],
    ['Mon-Sat 8am to 8pm, open until midnight on Saturdays', 'mo-fr 8-20 sa 8-24'],
    ['Mon-Fri 8am-4pm; Wed closed at noon', 'mo-tu 8-16 we 8-12 th-fr 8-16'],
    ['Opens 7am, closes 3pm Mon-Fri', 'mo-fr 7-15'],
    ['Mon-Fri Open: 7:00 AM Close: 3:00 PM', 'mo-fr 7-15'],
  ]);
  expect(codes('Mon-Fri 8am-4pm, Wednesdays until 7')).toEqual(['ampm']);
});

test('the other end is taken from days that all agree, and asked about', () => {
  checks([
    ['Mon-Thu 8am-4pm, Fri until noon', 'mo-th 8-16 fr 8-12', 'condition'],
    ['Mon-Fri 8am-4pm, Saturdays to 1pm', 'mo-fr 8-16 sa 8-13', 'condition'],
    ['Mon-Fri 8am-4pm, extended hours Thu until 7', 'mo-we 8-16 th 8-19 fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm, first Thursday until 7', 'mo-fr 8-16', 'not_weekly'],
    ['Mon-Fri 8am-4pm. Christmas Eve until 2pm', 'mo-fr 8-16', 'date'],
    ['Mon-Fri 8am-4pm (last appointment 3:30)', 'mo-fr 8-16', 'condition'],
  ]);
  refuses(['Mon-Fri until 4pm', 'Mon-Wed 8am-4pm, Thu 9am-5pm, Fri until noon', 'Daily, opens at 9 am']);
});

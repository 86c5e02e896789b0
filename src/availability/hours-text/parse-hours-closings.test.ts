import { expect, test } from 'vitest';
import { codes, refuses, understands } from '../../../test/support/hours-text.ts';

test('a closing takes the days behind it up to those that own the hours', () => {
  understands([
    ['Closed Saturday, Monday-Thursday 8-4', 'mo-th 8-16'],
    ['closed Wednesday, Thursday 8am-4pm', 'th 8-16'],
    ['Closed Tue. Wed 8am-4pm', 'we 8-16'],
    ['Closed Sat, Sun. Mon-Fri 8am-4pm', 'mo-fr 8-16'],
    ['Closed Saturday - Monday-Thursday 8-4', 'mo-th 8-16'],
    ['Closed Mondays, Tuesday to Sunday 11-7', 'tu-su 11-19'],
    ['Closed weekends, Monday-Friday 8-4', 'mo-fr 8-16'],
    ['Closed Monday & Tuesday, Wed-Sun 11-7', 'we-su 11-19'],
    ['Closed Mon, Tue, Wed-Sun 11-7', 'we-su 11-19'],
    ['Closed Mondays, all other days 11-7', 'tu-su 11-19'],
    ['Closed Mondays, otherwise 11-7', 'tu-su 11-19'],
    ['Closed Mondays, daily 11-7', 'tu-su 11-19'],
    ['Closed Monday, Tuesday-Sunday open 24 hours', 'tu-su 0-24'],
    ['Closed Mon; Tue-Sun 11-7', 'tu-su 11-19'],
    ['Closed Sundays, Mon 8am-4pm, Tue 9am-1pm', 'mo 8-16 tu 9-13'],
    ['Mon-Fri 8-4, closed Saturday, Sunday 9am-1pm', 'mo-fr 8-16 su 9-13'],
    ['Closed Sunday 8am-4pm Mon-Fri', 'mo-fr 8-16'],
    ['Mon-Thu 8am-4pm, Fri closed, Sat 9am-1pm', 'mo-th 8-16 sa 9-13'],
    ['Mon-Fri 8am-4pm not Tuesday', 'mo 8-16 we-fr 8-16'],
    ['Mon-Fri 8am-4pm, but not on Tuesdays', 'mo 8-16 we-fr 8-16'],
    ['Mon-Fri 8am-4pm except Tue, Sun 9am-1pm', 'mo 8-16 we-fr 8-16 su 9-13'],
    ['Mon-Fri 8am-4pm except Tue, Wed 9am-1pm', 'mo 8-16 tu-we 9-13 th-fr 8-16'],
    ['Daily 8am-4pm, closed all day Sunday', 'mo-sa 8-16'],
    ['Daily 8am-4pm. Sunday: all day closed', 'mo-sa 8-16'],
    ['Mon-Fri 8am-4pm, closed daily 11-12', 'mo-fr 8-11,12-16'],
  ]);
  expect(codes('Closed Saturday, Monday-Thursday 8am-4pm')).toEqual([]);
});

test('where closed and open days can not be told apart there is no table', () => {
  refuses([
    'Closed Monday, Tuesday, Wednesday 8am-4pm',
    'Closed Saturday, Sunday and Monday 8am-4pm',
    'Closed Sunday and Monday 8am-4pm',
  ]);
});

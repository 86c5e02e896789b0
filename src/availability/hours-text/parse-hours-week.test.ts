import { expect, test } from 'vitest';
import { codes, status, understands, week } from '../../../test/support/hours-text.ts';

test('days before times and times before days', () => {
  understands([
    ['Mon-Wed, 8am-4pm; Thu, 10am-6pm', 'mo-we 8-16 th 10-18'],
    ['8am-4pm weekdays, 10am-1pm Sundays', 'mo-fr 8-16 su 10-13'],
    ['7:00am – 8:00pm M, T, W 7:00am – 3:30pm Th, F', 'mo-we 7-20 th-fr 7-15:30'],
    ['9 a.m. – 7 p.m. | Tuesday – Friday 10 a.m. – 2 p.m. | Saturday – Sunday', 'tu-fr 9-19 sa-su 10-14'],
    ['Chat Mon-Fri between the hours of 8am and 4pm', 'mo-fr 8-16'],
    ['Tuesday\n9am-1pm\nWednesday\n2pm-6pm', 'tu 9-13 we 14-18'],
    ['11am-3pm (Sat & Sun)', 'sa-su 11-15'],
    ['7am-6pm Monday to Thursday, Friday 8am-1pm', 'mo-th 7-18 fr 8-13'],
    ['24 hours Monday to Friday, Sunday 8am-1pm', 'mo-fr 0-24 su 8-13'],
    ['8-4 Mon & Tue, Wed 9-1. Thu 8-4', 'mo-tu 8-16 we 9-13 th 8-16'],
  ]);
});

test('all ways to name days', () => {
  understands([
    ['M-F 8am-4pm', 'mo-fr 8-16'],
    ['MWF 8am-4pm, TTh 9am-1pm', 'mo 8-16 tu 9-13 we 8-16 th 9-13 fr 8-16'],
    ['m, w, f: 8am-4pm', 'mo 8-16 we 8-16 fr 8-16'],
    ['m-th 8am-4pm, f 8am-1pm', 'mo-th 8-16 fr 8-13'],
    ['8am-4pm m-th, 8am-1pm f', 'mo-th 8-16 fr 8-13'],
    ['mwf 8am-4pm, tth 9am-1pm', 'mo 8-16 tu 9-13 we 8-16 th 9-13 fr 8-16'],
    ['m - fri 8am-4pm', 'mo-fr 8-16'],
    ['S-S 9am-1pm', 'sa-su 9-13'],
    ['8:00a-4:00p M-F', 'mo-fr 8-16'],
    ['8 a.m. - 4 p.m. M-F', 'mo-fr 8-16'],
    ['Sat 9am-12pm. M-F 8am-4pm', 'mo-fr 8-16 sa 9-12'],
    ['M.T.W. 9am-1pm', 'mo-we 9-13'],
    ['M-F 8am-6pm; S 9am-1pm; Su closed', 'mo-fr 8-18 sa 9-13'],
    ['M 8am-4pm, T 8am-6pm, R 8am-6pm', 'mo 8-16 tu 8-18 th 8-18'],
    ['M-S 9am-9pm, Su 10am-6pm', 'mo-sa 9-21 su 10-18'],
    ['Mon + Wed 9am-3pm', 'mo 9-15 we 9-15'],
    ['8am-6pm every day but Sunday', 'mo-sa 8-18'],
    ['M-W-F 9am-1pm', 'mo 9-13 we 9-13 fr 9-13'],
    ['Mo,Tu 08:00-16:00; We 08:00-12:00', 'mo-tu 8-16 we 8-12'],
    ['Su-Th 9am-1pm', 'mo-th 9-13 su 9-13'],
    ['Fri to Tue 9am-1pm', 'mo-tu 9-13 fr-su 9-13'],
    ['F & Sa 9am-1pm', 'fr-sa 9-13'],
    ['Mon.-Thurs. 9am-1pm', 'mo-th 9-13'],
    ['Open 5 days a week, Mon-Fri 9am-1pm', 'mo-fr 9-13'],
    ['7 days a week, 9am-1pm', 'mo-su 9-13'],
    ['9am-1pm every day except Friday', 'mo-th 9-13 sa-su 9-13'],
    ['Every day but not Friday 9am-1pm', 'mo-th 9-13 sa-su 9-13'],
    ['8am-2pm 6 days a week. Closed Mondays', 'tu-su 8-14'],
    ['Daily 8am-6pm, except Sunday 9am-1pm', 'mo-sa 8-18 su 9-13'],
    ['Tue-Thu 9am-1pm; all other days closed', 'tu-th 9-13'],
    ['M/W 7:30-4, closed wknds', 'mo 7:30-16 we 7:30-16'],
    ['Weekdays (Monday-Friday) 8am-4pm', 'mo-fr 8-16'],
    ['Monday to Friday eight to four', 'mo-fr 8-16'],
    ['Mon-Fri 8am-4pm, closed for lunch from noon to one', 'mo-fr 8-12,13-16'],
    [
      'Day Open Close\nMon. 1:30 p.m. 7:00 p.m.\nTue. 10:00 a.m. 5:30 p.m.\nWed. 9:00 a.m. 5:30 p.m.',
      'mo 13:30-19 tu 10-17:30 we 9-17:30',
    ],
    ['8am \\u2013 4pm M - Th; 8am u2013 noon Friday', 'mo-th 8-16 fr 8-12'],
    ['Mon-Fri 9am to 12 at night', 'mo-fr 9-24'],
    ['Mon 10 at night to 2 at night', 'mo 22-26'],
    ['Mon 9 in the morning to 3 in the afternoon', 'mo 9-15'],
    ['Mon 1 in the afternoon to 8 in the evening', 'mo 13-20'],
    ['Open from 6 in the morning till 10 at night, seven days a week', 'mo-su 6-22'],
  ]);
});

test('closed days come first, last and between', () => {
  understands([
    ['Monday: Closed Tuesday - Saturday: 09:30 a.m. - 06:00 p.m.', 'tu-sa 9:30-18'],
    ['Mon-Thu 7am-6pm Fri closed Sat 8am-1pm', 'mo-th 7-18 sa 8-13'],
    ['8am-6pm, closed Sundays', 'mo-sa 8-18'],
    ['Closed Mon-Tue, open Wed-Sun 8am-6pm', 'we-su 8-18'],
    ['Closed Sunday, open all other days 8am-6pm', 'mo-sa 8-18'],
    ['Open 24 hours, closed Sundays', 'mo-sa 0-24'],
  ]);
});

test('breaks are holes', () => {
  understands([
    ['Mon-Fri 8am-12pm, 1pm-5pm', 'mo-fr 8-12,13-17'],
    ['Mon-Fri 8-12; 1-5', 'mo-fr 8-12,13-17'],
    ['Mon-Fri 8-12, 1-5 (lunch 12-1)', 'mo-fr 8-12,13-17'],
    ['Mon-Fri 8am-4pm, no lunch break', 'mo-fr 8-16'],
    ['Mon-Fri 8-16 closed for lunch 12-1', 'mo-fr 8-12,13-16'],
    ['Mon-Sat 08:30-18:00, closed 1-2', 'mo-sa 8:30-13,14-18'],
    ['Mon-Fri 7AM - 3:30PM, Closed 11-12', 'mo-fr 7-11,12-15:30'],
    ['Mon-Fri 8am-5pm (closed for lunch 12 – 1 pm)', 'mo-fr 8-12,13-17'],
    ['Mon-Thu 8-5; Fri 8-4. Closed for Lunch: Noon-12:30pm', 'mo-th 8-12,12:30-17 fr 8-12,12:30-16'],
    ['Mon-Fri 8am-6pm; closed 1-2pm daily', 'mo-fr 8-13,14-18'],
    ['Mon-Fri: 8-5, closed 12-1 daily for lunch', 'mo-fr 8-12,13-17'],
    ['Mon-Fri 8am-4pm; closed 1pm-1:30pm daily for meal break', 'mo-fr 8-13,13:30-16'],
    ['Mon-Fri 8am-4pm, closed Wed 12-1', 'mo-tu 8-16 we 8-12,13-16 th-fr 8-16'],
    ['Mon-Fri 8am-4pm (closed on Wednesdays: 12pm-1pm)', 'mo-tu 8-16 we 8-12,13-16 th-fr 8-16'],
    ['Mon-Fri 8am-4pm, closed Mon and Wed 12-1', 'mo 8-12,13-16 tu 8-16 we 8-12,13-16 th-fr 8-16'],
  ]);
});

test('around the clock, noon, midnight and over it', () => {
  understands([
    ['24/7', 'mo-su 0-24'],
    ['24 hours a day, 7 days a week', 'mo-su 0-24'],
    ['Tue-Thu: 24/7', 'tu-th 0-24'],
    ['Round the clock', 'mo-su 0-24'],
    ['We are always open', 'mo-su 0-24'],
    ['Open always', 'mo-su 0-24'],
    ['We never close!', 'mo-su 0-24'],
    ['Open 24 hours, 365 days a year', 'mo-su 0-24'],
    ['24x7x365', 'mo-su 0-24'],
    ['24/5, Monday to Friday', 'mo-fr 0-24'],
    ['Sat, Sun 24hrs; weeknights 7 pm-7 am', 'mo-fr 19-31 sa-su 0-24'],
    ['Mon 8am-12 noon, Tue noon-6pm, Wed 12n-5pm', 'mo 8-12 tu 12-18 we 12-17'],
    ['Mon 4pm-midnight; Fri 6pm-2am', 'mo 16-24 fr 18-26'],
    ['Fri 18:00 to 1:30', 'fr 18-25:30'],
    ['12 hours daily, 7pm-7am', 'mo-su 19-31'],
  ]);
});

test('glyphs and slips', () => {
  understands([
    ['Mon\u2011Fri 8am\u201112pm', 'mo-fr 8-12'],
    ['Mon—Fri\u00a08：30～17：00；Sat\u200b closed', 'mo-fr 8:30-17'],
    ['Mon-Fri 0730-1600', 'mo-fr 7:30-16'],
    ['Mon-Fri 8h30-16h', 'mo-fr 8:30-16'],
    ['Mon-Fri 9.30 to 17.45', 'mo-fr 9:30-17:45'],
    ['Mon-Fri 8a-4p', 'mo-fr 8-16'],
    ['Mon-Fri 8AM-4PMEST', 'mo-fr 8-16'],
    ['Monday8:00 AM - 4:00 PMTuesday9:00 AM - 1:00 PM', 'mo 8-16 tu 9-13'],
    ['Mon-Fri 9.00-17.30', 'mo-fr 9-17:30'],
    ['M-F 730-1600', 'mo-fr 7:30-16'],
  ]);
  for (const [text, expected] of [
    ['Tusday-Thrusday 8am-4pm', 'tu-th 8-16'],
    ['Mon\t8:00 AM\t4:00 PM', 'mo 8-16'],
    ['Mon 9:300am-4pm', 'mo 9:30-16'],
    ['Mon 8:15-3;45', 'mo 8:15-15:45'],
    ['Tuesday=Thursday 8am-1pm', 'tu-th 8-13'],
  ] as const) {
    expect([week(text), status(text), codes(text)]).toEqual([expected, 'understood', expect.arrayContaining(['typo'])]);
  }
});

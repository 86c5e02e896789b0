import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checks, codes, here, reads, refuses, status } from '../../../test/support/hours-text.ts';
import { parseHours } from './parse-hours.ts';

describe('the product page’s own example', () => {
  const lines = ['Monday - Friday: 9am - 5pm EST', 'Saturday: 10am - 2pm EST', 'Sunday: Closed'];
  test.each([' / ', '\n', '\r\n', '<br>', '; '])('comes out exact, parted by %j', (between) => {
    const read = parseHours(lines.join(between), { zone: 'Europe/Berlin' });
    expect(read.status).toBe('understood');
    expect(read.questions).toEqual([]);
    expect(read.zone).toEqual({
      zone: 'America/New_York',
      source: 'text',
      label: 'Eastern Time (New York)',
      alternatives: [],
    });
    expect(read.understood).toBe(
      'Monday - Friday: 09:00 - 17:00\nSaturday: 10:00 - 14:00\nSunday: closed\nTime zone: America/New_York',
    );
  });
});

test('what was guessed is confirmed, and stays understood', () => {
  expect(codes('Mon-Fri 8-4')).toEqual(['ampm']);
  expect(codes('8am-4pm')).toEqual(['days_implied']);
  expect(codes('Mon-Fri 5am-10pm')).toEqual(['unusual_range']);
  expect(codes('Mon-Fri 08:00-16:00')).toEqual([]);
  expect(['Mon-Fri 8-4', '8am-4pm', 'Mon-Fri 5am-10pm'].map((text) => status(text))).toEqual(
    Array(3).fill('understood'),
  );
});

test('conditions leave a table to check', () => {
  checks([
    ['Mon-Fri 8am-4pm by appointment only', 'mo-fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm; Saturday by appointment; closed Sunday', 'mo-fr 8-16', 'condition'],
    ['Tue 7pm-9pm; Saturday 10am-4pm, call for an appointment', 'tu 19-21 sa 10-16', 'condition'],
    ['Mon-Fri 8am-4pm; Saturday by appointment', 'mo-fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm, some evenings', 'mo-fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm. Ring the bell twice', 'mo-fr 8-16', 'condition'],
    ['Daily 8am-4pm, or message us if you like', 'mo-su 8-16', 'condition'],
    ['w/ Friday 8am-4pm', 'fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm (5 m from the gate)', 'mo-fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm; 1st & 3rd Saturdays 9am-1pm', 'mo-fr 8-16', 'not_weekly'],
    ['Mon-Fri 8am-4pm, Sun 2nd & 4th 9am-1pm', 'mo-fr 8-16', 'not_weekly'],
    ['Mon-Fri 8am-4pm, Sat 9am-1pm (2nd and 4th only)', 'mo-fr 8-16', 'not_weekly'],
    ['Mon-Fri 8am-4pm; closed alternate Mondays', 'mo-fr 8-16', 'not_weekly'],
    ['June - August Monday 8am-4pm', 'mo 8-16', 'season'],
    ['June 3 - August 30, Monday 8am-4pm', 'mo 8-16', 'season'],
    ['Mon-Fri 8am-4pm; Sunday noon-4pm (summer hours vary)', 'mo-fr 8-16 su 12-16', 'season'],
    ['Mon-Fri 8am-4pm. Summer: Mon-Fri 7am-1pm', 'mo-fr 8-16', 'season'],
    ['Mon-Fri 8am-4pm. Summer: Mon-Sat 7am-1pm', 'mo-fr 8-16', 'season'],
    ['Mon-Fri 8am-4pm. Summer hours 7am-1pm', 'mo-fr 8-16', 'season'],
    ['Mon-Fri 8am-4pm, summer 7am-1pm', 'mo-fr 8-16', 'season'],
    ['Mon-Fri 8am-4pm (summer 7am-1pm)', 'mo-fr 8-16', 'season'],
    ['Mon-Fri 8am-4pm. June 3 - August 30: Mon-Fri 7am-1pm', 'mo-fr 8-16', 'season'],
    ['Mon-Fri 8am-4pm; Saturday 9am-1pm (April-October)', 'mo-fr 8-16 sa 9-13', 'season'],
    ['April-October Saturday 9am-1pm; June-August Wednesday 4pm-7pm', 'we 16-19 sa 9-13', 'season'],
    ['April-October Saturday 9am-1pm, June-August Wednesday 4pm-7pm', 'we 16-19 sa 9-13', 'season'],
    ['Starting March 3: Mon-Fri 8am-4pm', 'mo-fr 8-16', 'date'],
    ['Mon-Fri 8am-4pm; Saturday, May 8, 9am-1pm', 'mo-fr 8-16', 'date'],
    ['Saturday 9am-1pm, except holiday weekends', 'sa 9-13', 'date'],
    ['Mon-Fri 8am-4pm, closed Thanksgiving', 'mo-fr 8-16', 'date'],
    ['Mon-Fri 8am-4pm; 24-hour crisis line', 'mo-fr 8-16', 'labelled'],
    ['Mon-Fri 8am-4pm; Judo club, Mon 5pm-7pm', 'mo-fr 8-16', 'labelled'],
    ['Mon-Fri 8am-6pm, Wed 9am-1pm', 'mo-tu 8-18 we 9-13 th-fr 8-18', 'contradiction'],
    ['Mon-Fri 8am-4pm, Tue 8am-7pm', 'mo 8-16 tu 8-19 we-fr 8-16', 'contradiction'],
    ['Mon-Fri 8am-4pm, closed Wednesday afternoons', 'mo-fr 8-16', 'condition'],
    ['Office hours Mon-Fri 8am-4pm Pickup hours Mon-Fri 7am-5pm', 'mo-fr 8-16', 'labelled'],
    ['Mon-Fri 8am-4pm Phone: Mon-Fri 9am-3pm', 'mo-fr 8-16', 'labelled'],
    ['Mon-Fri 8am-6pm (bakery closed 1-2pm)', 'mo-fr 8-18', 'labelled'],
    ['Mon-Fri 8am-6pm, walk-ins until 4', 'mo-fr 8-18', 'condition'],
    ['Mon-Fri 8am-4pm, closed between Dec 24 and Jan 2', 'mo-fr 8-16', 'date'],
    ['Mon-Fri 8am-4pm, closed from Dec 24', 'mo-fr 8-16', 'date'],
    ['Mon-Fri 8am-4pm, closed Christmas week', 'mo-fr 8-16', 'date'],
    ['Daily 10pm - 2am, closed 12-1', 'mo-su 22-26', 'contradiction'],
    ['5 days a week, Mon-Sat 8am-6pm', 'mo-sa 8-18', 'contradiction'],
    ['Sun-Thu 8am-2pm, Wed-Sat 1pm-6pm', 'mo-tu 8-14 we-th 8-18 fr-sa 13-18 su 8-14', 'contradiction'],
    ['1 June - 31 August\nMon-Fri 9am-3pm', 'mo-fr 9-15', 'season'],
    ['Lunch: Mon-Fri 11am-2pm Dinner: Mon-Sat 5pm-10pm', 'mo-fr 11-14,17-22 sa 17-22', 'labelled'],
    ['Breakfast daily 7-11 | Dinner 5-10 Fri-Sun', 'mo-th 7-11 fr-su 7-11,17-22', 'labelled'],
    ['Mon-Fri 8-5, testing 9-11 only', 'mo-fr 8-17', 'labelled'],
    ['8am-8pm daily, bakery closed from 1-2 pm', 'mo-su 8-20', 'labelled'],
    ['Mon-Fri 8am-4pm. Winter hours (December-March): 9am-3pm', 'mo-fr 8-16', 'season'],
  ]);
});

test('what no table can hold gives none', () => {
  refuses([
    '',
    'By appointment',
    'Hours vary',
    'Mon-Fri',
    'Mon, Wed - by appointment only',
    'Daily 7 am-dusk',
    'Mon-Fri from 9am',
    'Opens at 9 am; closing times vary',
    '2nd Tuesday of the month, 1pm-3pm',
    'Thursday, June 3, 9am-1pm',
    '6/3 9 am to 1 pm',
    'June 3 - June 5, 9am-1pm',
    'June 3 - June 9, Monday-Friday, 9am-1pm',
    'Open tomorrow 9am-1pm',
    'This Saturday 9am-1pm',
    'Fridays 6/4, 6/11 and 6/18 9am-1pm',
    'Thursday: June 3, 10 9am-1pm',
    'Wednesday (1st & 3rd) 9am-1pm',
    '8am-8pm summer, 8am-4pm winter',
    'Summer 8am-8pm; winter 8am-4pm',
    'Winter: Mon-Fri 8am-4pm; Summer: Mon-Sat 7am-1pm',
    'Mon-Fri 7:00pm-7:00pm',
    'Mon-Fri 6-5',
    'Fri 9-2 am',
    '10pm-12pm',
    '24/5',
    'Mo: 9-17, Di: 9-17',
    'Mon-Fri 8-8:30',
    'Mon-Fri 9-45',
    'Mon-Fri 9-12-1-5',
    'Mon-Fri 9am-5pm; 10am-2pm',
    'Mon-Fri 9-5, Saturday',
    'Mo-Zo 9-17',
    'Mo - Do 8-17',
    'Lun-Ven 9h-18h',
    'Pn-pt 9:00-17:00',
    '9:00-17:00 pn-pt',
    'Trashdays 8am-4pm',
    '8am-4pm trashdays',
    'School days 8am-4pm',
    'Sun & Whit 10-4, Mon-Sat 8-8',
    '2nd and 4th week of the month, 9am-3pm',
    '8am until 200 doses are given',
    'Saturday, 10am-6pm\nDates: March 11',
    'Mon-Fri 8am-4pm. This branch is temporarily closed.',
    'MF 8am-4pm',
    '1 January - 31 May\nTue-Sun 11am-4pm\n1 June - 31 August\nMon-Sun 10am-5pm',
    'Low season (9am-9pm) | High season (7am-9pm)',
    'Mon-Fri 11:30-2 cocktails 3:00-5:00',
    'Mon-Fri 8am-4pm ET (6am-3pm PT)',
    'We reply within one to two business days',
    'Harbor hospital open 24/7; test tent Mon-Fri 8am-11am',
    'Chat: 24/7\nPhone: Mon-Fri 9am-6pm',
    'Rehearsals Tuesday 9 am, 6 pm',
    'Swimming 9am-12pm, diving 1pm-4pm',
    'Open 24 hours; kitchen 8am-8pm',
    'Ages 9-12',
    'Call 555-1234',
    'Clinic A: Mon-Fri 8am-4pm; Clinic B: Mon-Fri 9am-6pm',
    'We answer within 24 hours',
    '24-hour answering machine',
    'We never close on Sundays',
    '11 hours daily',
    'Temporarily closed',
    'Mon-Fri 8am-4pm, closed public holidays except July 4',
    'Phone Mon-Fri 8am-4pm, email Sat-Sun 9am-5pm',
    'Closed: public holidays. Open: Christmas Eve. Mon-Fri 8am-4pm',
    'Daily 20:00 - 04:00, lunch 12-1',
    'Mon-Fri 9am-5pm. Closed until 10am Thursdays.',
    'Daily 9am-9pm. Not open until 1pm Sundays.',
    'Mon-Fri 9-5, not Wed 12-1',
    'Mon-Fri 9am-5pm, closed Dec 25, open Dec 26',
    'Mon-Fri 9am-5pm, closed Christmas but not Boxing Day',
    'Mon-Fri 7am-8',
  ]);
});

test('names the words without a meaning by their place in the text as typed', () => {
  const text = 'Mon–Fri 9am–5pm 🙂 bring snacks, please';
  const { unparsed } = parseHours(text, here);
  expect(unparsed.map(({ from, to }) => text.slice(from, to))).toEqual(unparsed.map((span) => span.text));
  expect(unparsed.map((span) => span.text).join(' ')).toContain('bring snacks');
});

test('says the unknown and keeps the order of a table that is right', () => {
  reads([['Museum is open Tue-Sat, 11-4', 'tu-sa 11-16']]);
  expect(parseHours('Museum is open Tue-Sat, 11-4', here).unparsed[0]?.text).toBe('Museum');
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...'Mon Tuesday-Friday M,W,F S-S daily weekends 9-5 8:30 am pm 12 noon midnight 24/7 24-hour closed except holidays lunch'.split(
      ' ',
    ),
    ...', ; : / | ( ) - – . & and to until EST IST GMT+1 Europe/Paris (US) Dec 25 12/25 2026-05-20 1st every "x" other'.split(
      ' ',
    ),
    ...'Thursdays until 8 opens at closes S R M E.S.T. dinner but open 24/5 Phone hours evenings (1st) between'.split(
      ' ',
    ),
    ...'m w f th mwf dinner breakfast pharmacy one nine morning in the at night time 9am-5pm-ET 6am-2pm PT u2013'.split(
      ' ',
    ),
    ...['low season', 'temporarily closed', '(6am-2pm PT)', '9am-5pm ET', '1 June - 31 August', 'Dates: June 11'],
    ...'summer May by appointment voicemail zone: 0800 17h30 8:300 days a week <br> \n Satuday'.split(' '),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
  );

  test('is answered: with a table or without, and the table reads back as itself', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const read = parseHours(typed, here);
        expect(read.status === 'not_understood').toBe(read.schedule === null);
        for (const { from, to, text: words } of read.unparsed) expect(typed.slice(from, to)).toBe(words);
        if (!read.schedule) return;
        const again = parseHours(read.understood, here);
        expect([read.understood, again.status, again.questions]).toEqual([read.understood, 'understood', []]);
        expect(again.understood).toBe(read.understood);
      }),
      { numRuns: 2_000 },
    );
  });
});

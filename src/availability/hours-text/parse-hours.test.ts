import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OpenRange, weekdays } from '../../contract/schedule.ts';
import { type HoursContext, parseHours } from './parse-hours.ts';

const here: HoursContext = { zone: 'America/Denver', country: 'US' };
const clock = (minutes: number) => `${Math.floor(minutes / 60)}${minutes % 60 ? `:${minutes % 60}` : ''}`;
const shown = (ranges: OpenRange[] = []) => ranges.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(',');

/** "mo-fr 9-17 sa 10-14", the days that are open. */
const week = (text: string, context = here): string => {
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
const codes = (text: string, context = here) => parseHours(text, context).questions.map(({ code }) => code);
const status = (text: string, context = here) => parseHours(text, context).status;

type Row = [text: string, week: string];
const reads = (rows: Row[]) => {
  for (const [text, expected] of rows) expect([text, week(text)]).toEqual([text, expected]);
};
const understands = (rows: Row[]) => {
  for (const [text, expected] of rows) {
    expect([text, week(text), status(text)]).toEqual([text, expected, 'understood']);
  }
};
const checks = (rows: [...Row, code: string][]) => {
  for (const [text, expected, code] of rows) {
    expect([text, week(text), status(text), codes(text).includes(code as 'date')]).toEqual([
      text,
      expected,
      'check',
      true,
    ]);
  }
};
const refuses = (texts: string[]) => {
  for (const text of texts) expect([text, week(text), status(text)]).toEqual([text, 'none', 'not_understood']);
};

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

test('days before times and times before days', () => {
  understands([
    ['Mon-Wed, 8am-4pm; Thu, 10am-6pm', 'mo-we 8-16 th 10-18'],
    ['8am-4pm weekdays, 10am-1pm Sundays', 'mo-fr 8-16 su 10-13'],
    ['7:00am – 8:00pm M, T, W 7:00am – 3:30pm Th, F', 'mo-we 7-20 th-fr 7-15:30'],
    ['9 a.m. – 7 p.m. | Tuesday – Friday 10 a.m. – 2 p.m. | Saturday – Sunday', 'tu-fr 9-19 sa-su 10-14'],
    ['Tuesday\n9am-1pm\nWednesday\n2pm-6pm', 'tu 9-13 we 14-18'],
    ['11am-3pm (Sat & Sun)', 'sa-su 11-15'],
  ]);
});

test('all ways to name days', () => {
  understands([
    ['M-F 8am-4pm', 'mo-fr 8-16'],
    ['MWF 8am-4pm, TTh 9am-1pm', 'mo 8-16 tu 9-13 we 8-16 th 9-13 fr 8-16'],
    ['S-S 9am-1pm', 'sa-su 9-13'],
    ['M-W-F 9am-1pm', 'mo 9-13 we 9-13 fr 9-13'],
    ['Mo,Tu 08:00-16:00; We 08:00-12:00', 'mo-tu 8-16 we 8-12'],
    ['Su-Th 9am-1pm', 'mo-th 9-13 su 9-13'],
    ['Fri to Tue 9am-1pm', 'mo-tu 9-13 fr-su 9-13'],
    ['F & Sa 9am-1pm', 'fr-sa 9-13'],
    ['Mon.-Thurs. 9am-1pm', 'mo-th 9-13'],
    ['7 days a week, 9am-1pm', 'mo-su 9-13'],
    ['9am-1pm every day except Friday', 'mo-th 9-13 sa-su 9-13'],
    ['Every day but not Friday 9am-1pm', 'mo-th 9-13 sa-su 9-13'],
    ['8am-2pm 6 days a week. Closed Mondays', 'tu-su 8-14'],
    ['Daily 8am-6pm, except Sunday 9am-1pm', 'mo-sa 8-18 su 9-13'],
    ['Tue-Thu 9am-1pm; all other days closed', 'tu-th 9-13'],
  ]);
});

test('closed days come first, last and between', () => {
  understands([
    ['Monday: Closed Tuesday - Saturday: 09:30 a.m. - 06:00 p.m.', 'tu-sa 9:30-18'],
    ['Mon-Thu 7am-6pm Fri closed Sat 8am-1pm', 'mo-th 7-18 sa 8-13'],
    ['8am-6pm, closed Sundays', 'mo-sa 8-18'],
    ['Open 24 hours, closed Sundays', 'mo-sa 0-24'],
  ]);
});

test('breaks are holes', () => {
  understands([
    ['Mon-Fri 8am-12pm, 1pm-5pm', 'mo-fr 8-12,13-17'],
    ['Mon-Fri 8-12; 1-5', 'mo-fr 8-12,13-17'],
    ['Mon-Fri 7AM - 3:30PM, Closed 11-12', 'mo-fr 7-11,12-15:30'],
    ['Mon-Fri 8am-5pm (closed for lunch 12 – 1 pm)', 'mo-fr 8-12,13-17'],
    ['Mon-Thu 8-5; Fri 8-4. Closed for Lunch: Noon-12:30pm', 'mo-th 8-12,12:30-17 fr 8-12,12:30-16'],
    ['Mon-Fri 8am-6pm; closed 1-2pm daily', 'mo-fr 8-13,14-18'],
  ]);
});

test('around the clock, noon, midnight and over it', () => {
  understands([
    ['24/7', 'mo-su 0-24'],
    ['24 hours a day, 7 days a week', 'mo-su 0-24'],
    ['Tue-Thu: 24/7', 'tu-th 0-24'],
    ['Round the clock', 'mo-su 0-24'],
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
  ]);
  for (const [text, expected] of [
    ['Tusday-Thrusday 8am-4pm', 'tu-th 8-16'],
    ['Mon 9:300am-4pm', 'mo 9:30-16'],
    ['Mon 8:15-3;45', 'mo 8:15-15:45'],
    ['Tuesday=Thursday 8am-1pm', 'tu-th 8-13'],
  ] as const) {
    expect([week(text), status(text), codes(text)]).toEqual([expected, 'understood', expect.arrayContaining(['typo'])]);
  }
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
    ['Mon-Fri 8am-4pm; Saturday by appointment', 'mo-fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm, some evenings', 'mo-fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm. Ring the bell twice', 'mo-fr 8-16', 'condition'],
    ['Mon-Fri 8am-4pm; 1st & 3rd Saturdays 9am-1pm', 'mo-fr 8-16', 'not_weekly'],
    ['Mon-Fri 8am-4pm; closed alternate Mondays', 'mo-fr 8-16', 'not_weekly'],
    ['June - August Monday 8am-4pm', 'mo 8-16', 'season'],
    ['June 3 - August 30, Monday 8am-4pm', 'mo 8-16', 'season'],
    ['Mon-Fri 8am-4pm. Summer: Mon-Fri 7am-1pm', 'mo-fr 8-16', 'season'],
    ['Starting March 3: Mon-Fri 8am-4pm', 'mo-fr 8-16', 'date'],
    ['Mon-Fri 8am-4pm; Saturday, May 8, 9am-1pm', 'mo-fr 8-16', 'date'],
    ['Mon-Fri 8am-4pm, closed Thanksgiving', 'mo-fr 8-16', 'date'],
    ['Mon-Fri 8am-4pm; 24-hour crisis line', 'mo-fr 8-16', 'labelled'],
    ['Mon-Fri 8am-4pm; Judo club, Mon 5pm-7pm', 'mo-fr 8-16', 'labelled'],
    ['Mon-Fri 8am-6pm, Wed 9am-1pm', 'mo-tu 8-18 we 9-13 th-fr 8-18', 'contradiction'],
    ['5 days a week, Mon-Sat 8am-6pm', 'mo-sa 8-18', 'contradiction'],
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
    'Summer 8am-8pm; winter 8am-4pm',
    'Mon-Fri 7:00pm-7:00pm',
    'Mon-Fri 6-5',
    'Mon-Fri 8-8:30',
    'Mon-Fri 9-45',
    'Mon-Fri 9-12-1-5',
    'Mon-Fri 9am-5pm; 10am-2pm',
    'Mon-Fri 9-5, Saturday',
    'Mo-Zo 9-17',
    'Ages 9-12',
    'Call 555-1234',
    'Clinic A: Mon-Fri 8am-4pm; Clinic B: Mon-Fri 9am-6pm',
    'We answer within 24 hours',
    '24-hour answering machine',
    '11 hours daily',
    'Temporarily closed',
  ]);
});

describe('zones', () => {
  test('none in the text is the workspace’s', () => {
    expect(parseHours('Mon 9am-5pm', here).zone).toEqual({
      zone: 'America/Denver',
      source: 'workspace',
      label: 'Mountain Time (Denver)',
      alternatives: [],
    });
  });

  test('the workspace’s zone is kept when it shows the clock that was typed', () => {
    expect(parseHours('Mon 9am-5pm ET', { zone: 'America/Toronto' }).zone.zone).toBe('America/Toronto');
  });

  test('ambiguous ones offer a choice, and are to be checked when nothing speaks for one', () => {
    const near = parseHours('Mon 9am-5pm CST', here);
    expect([near.status, near.zone.zone]).toEqual(['understood', 'America/Chicago']);
    expect(near.questions[0]).toMatchObject({
      code: 'zone',
      choices: [
        { zone: 'America/Chicago', label: 'Central Time (Chicago)' },
        { zone: 'Asia/Shanghai', label: 'China Time (Shanghai)' },
      ],
    });
    expect(parseHours('Mon 9am-5pm IST', here)).toMatchObject({ status: 'check', zone: { zone: 'Asia/Kolkata' } });
  });

  test('two zones for the same hours ask, different hours in two zones give no table', () => {
    expect(parseHours('Mon 9am-5pm EST/PST', here).status).toBe('check');
    expect(parseHours('US: Mon 9am-5pm EST, UK: Mon 8am-4pm GMT', here).status).toBe('not_understood');
    expect(parseHours('Mon 9am EST - 5pm EST/EDT', here)).toMatchObject({
      status: 'understood',
      zone: { zone: 'America/New_York' },
    });
  });

  test('the customer’s own zone can not be kept', () => {
    expect(parseHours('Mon 9am-5pm (Your Local Time)', here)).toMatchObject({
      status: 'check',
      zone: { source: 'workspace' },
    });
  });
});

describe('special days', () => {
  const special = (text: string, context = here) => {
    const { schedule, status: found } = parseHours(text, context);
    return { status: found, exceptions: schedule?.exceptions, holidays: schedule?.holidays };
  };
  const closed = { label: '', ranges: [] };

  test('dates close each year without a year, once with one', () => {
    expect(special('Mon-Fri 9am-5pm, closed Dec 25 and January 1st').exceptions).toEqual([
      { from: '12-25', to: '12-25', ...closed },
      { from: '01-01', to: '01-01', ...closed },
    ]);
    expect(special('Mon-Fri 9am-5pm. Closed December 24 - January 2').exceptions).toEqual([
      { from: '12-24', to: '01-02', ...closed },
    ]);
    expect(special('Mon-Fri 9am-5pm; closed Monday, May 31, 2027').exceptions).toEqual([
      { from: '2027-05-31', to: '2027-05-31', ...closed },
    ]);
  });

  test('figures are read in the country’s order, and asked about when it is not known', () => {
    expect(special('Mon-Fri 9am-5pm, closed 4/7').exceptions?.[0]?.from).toBe('04-07');
    expect(special('Mon-Fri 9am-5pm, closed 4/7', { zone: 'Europe/London' }).exceptions?.[0]?.from).toBe('07-04');
    expect(special('Mon-Fri 9am-5pm, closed 4/7', { zone: 'UTC' }).status).toBe('check');
    expect(special('Mon-Fri 9am-5pm, closed 25/12', { zone: 'UTC' })).toMatchObject({
      status: 'understood',
      exceptions: [{ from: '12-25' }],
    });
  });

  test('special hours and days by name', () => {
    expect(special('Mon-Fri 9am-5pm. Dec 24: 9am-12pm').exceptions).toEqual([
      { from: '12-24', to: '12-24', label: '', ranges: [{ from: 540, to: 720 }] },
    ]);
    expect(special('Daily 9am-5pm, closed Christmas and New Year').exceptions).toEqual([
      { from: '12-25', to: '12-25', label: 'Christmas', ranges: [] },
      { from: '01-01', to: '01-01', label: 'New Year', ranges: [] },
    ]);
  });

  test('public holidays are of the workspace’s country, else of the zone’s', () => {
    expect(special('Mon-Fri 9am-5pm, except bank holidays', { zone: 'Europe/London' })).toMatchObject({
      status: 'understood',
      holidays: { country: 'GB', ranges: [] },
    });
    expect(special('Mon-Fri 9am-5pm; Sat, Sun, holidays 10am-2pm').holidays).toEqual({
      country: 'US',
      ranges: [{ from: 600, to: 840 }],
    });
    expect(special('24/7 including holidays').holidays).toBeNull();
    expect(special('Mon-Fri 9am-5pm, closed holidays', { zone: 'UTC' })).toMatchObject({
      status: 'check',
      holidays: null,
    });
    expect(codes('Mon-Fri 9am-5pm, closed most holidays')).toContain('holiday');
  });
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

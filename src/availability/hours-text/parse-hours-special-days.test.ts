import { describe, expect, test } from 'vitest';
import { codes, here } from '../../../test/support/hours-text.ts';
import { parseHours } from './parse-hours.ts';

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
    expect(codes('Mon-Fri 9am-5pm. Closed December 24 - January 2')).toEqual(['date']);
    expect(codes('Mon-Fri 9am-5pm. Closed Christmas')).toEqual([]);
    expect(special('Closed Fridays; Dec 25. Mon-Thu 9am-4pm').exceptions).toEqual([
      { from: '12-25', to: '12-25', ...closed },
    ]);
    expect(special('Mon-Fri 9am-5pm; closed Monday, May 31, 2027').exceptions).toEqual([
      { from: '2027-05-31', to: '2027-05-31', ...closed },
    ]);
  });

  test('dates that are over are told, and no others', () => {
    const told = (text: string) => {
      const { status, questions } = parseHours(text, { ...here, today: '2026-05-04' });
      return [status, ...questions.map((question) => question.text)];
    };
    expect(told('Mon-Fri 9am-5pm, closed May 3, 2026')).toEqual(['understood', '2026-05-03 is over already.']);
    expect(told('Mon-Fri 9am-5pm, closed April 30 - May 3, 2026')).toEqual([
      'understood',
      '2026-04-30 to 2026-05-03 is over already.',
    ]);
    expect(told('Mon-Fri 9am-5pm, closed May 4, 2026; closed May 3 - May 5, 2026')).toEqual(['understood']);
    expect(told('Mon-Fri 9am-5pm, closed Christmas')).toEqual(['understood']);
    expect(codes('Mon-Fri 9am-5pm, closed May 3, 2026')).toEqual([]);
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
    expect(special('Mon-Sat 8am-8pm, Sun & Hols 10am-4pm').holidays).toEqual({
      country: 'US',
      ranges: [{ from: 600, to: 960 }],
    });
    expect(special('24/7 including holidays').holidays).toBeNull();
    expect(special('Mon-Fri 9am-5pm, closed holidays', { zone: 'UTC' })).toMatchObject({
      status: 'check',
      holidays: null,
    });
    expect(codes('Mon-Fri 9am-5pm, closed most holidays')).toContain('holiday');
  });
});

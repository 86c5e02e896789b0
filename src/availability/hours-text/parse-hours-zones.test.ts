import { describe, expect, test } from 'vitest';
import { here, week } from '../../../test/support/hours-text.ts';
import { parseHours } from './parse-hours.ts';

describe('zones', () => {
  test('none in the text is the workspace’s', () => {
    expect(parseHours('Mon 9am-5pm', here).zone).toEqual({
      zone: 'America/Denver',
      source: 'workspace',
      label: 'Mountain Time (Denver)',
      alternatives: [],
    });
  });

  test('a place beside an abbreviation says whether its clock changes', () => {
    expect(parseHours('Mon 9am-5pm MST (Phoenix)', here)).toMatchObject({
      status: 'understood',
      zone: { zone: 'America/Phoenix' },
    });
  });

  test('two small letters behind a time are a zone at the end only', () => {
    expect(parseHours('Mon 9am-5pm et', here).zone.zone).toBe('America/New_York');
    expect(parseHours('Mon 9am-5pm et cetera', here).zone.source).toBe('workspace');
  });

  test('an abbreviation may have dots', () => {
    expect(parseHours('Mon 9am-5pm E.S.T.', here)).toMatchObject({
      status: 'understood',
      zone: { zone: 'America/New_York' },
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
    expect(parseHours('Mon 9am CET - 5pm EST', here)).toMatchObject({ status: 'check', zone: { source: 'text' } });
    expect(parseHours('Mon 9am ET - 5pm', here).zone.zone).toBe('America/New_York');
    expect(parseHours('US: Mon 9am-5pm EST, UK: Mon 8am-4pm GMT', here).status).toBe('not_understood');
    expect(parseHours('Mon 9am EST - 5pm EST/EDT', here)).toMatchObject({
      status: 'understood',
      zone: { zone: 'America/New_York' },
    });
  });

  test('the same hours on a second clock count once', () => {
    for (const text of [
      'Mon 9am-5pm US Eastern time (6am-2pm US Pacific time)',
      'Mon 9am-5pm ET / 6am-2pm PT',
      'Mon 9am to 5pm EST (2pm to 10pm GMT)',
    ]) {
      expect([text, week(text), parseHours(text, here)]).toMatchObject([
        text,
        'mo 9-17',
        { status: 'understood', zone: { zone: 'America/New_York' } },
      ]);
    }
  });

  test('a country’s time is its zone, also beside its offsets', () => {
    expect(parseHours('Mon 9am-5pm Vietnam time', here).zone.zone).toBe('Asia/Ho_Chi_Minh');
    expect(parseHours('Mon 9am-5pm Spain Time (GMT +1/+2)', here)).toMatchObject({
      status: 'understood',
      zone: { zone: 'Europe/Madrid' },
    });
    expect(parseHours('Mon 9am-5pm (GMT+1/+2)', here)).toMatchObject({ status: 'check', zone: { zone: 'Etc/GMT-1' } });
    expect(parseHours('Mon 9am-5pm GMT', here).zone.zone).toBe('Europe/London');
    expect(parseHours('Mon 9am-5pm GMT', { zone: 'Africa/Accra' }).zone.zone).toBe('Africa/Accra');
  });

  test('the customer’s own zone can not be kept', () => {
    expect(parseHours('Mon 9am-5pm (Your Local Time)', here)).toMatchObject({
      status: 'check',
      zone: { source: 'workspace' },
    });
  });
});

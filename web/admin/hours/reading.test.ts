import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../src/contract/schedule.ts';
import { defaultSettings } from '../../../src/contract/settings.schema.ts';
import type { Parsed } from '../client/api.ts';
import { changesOf, draftOf, settingsOf } from '../settings/draft.ts';
import { readingOf } from './reading.ts';

const office = (zone = 'UTC', more: Partial<Schedule> = {}): Schedule => ({
  zone,
  days: { monday: [{ from: 540, to: 1020 }] },
  exceptions: [],
  holidays: null,
  ...more,
});
const christmas = { from: '12-25', to: '12-25', label: '', ranges: [] };

const parsed = (schedule: Schedule | null, more: Partial<Parsed> = {}): Parsed => ({
  status: schedule ? 'understood' : 'not_understood',
  schedule,
  understood: '',
  questions: [],
  unparsed: [],
  zone: { zone: schedule?.zone ?? 'UTC', source: 'text', label: '', now: '', alternatives: [] },
  ...more,
});
const settings = (businessHoursText: string, schedule: Schedule | null) => ({
  ...defaultSettings,
  businessHoursText,
  availability: { ...defaultSettings.availability, schedule },
});

describe('untouched hours are saved as they were', () => {
  test('with another table than the text says', () => {
    const saved = settings('Mon 9-5', office('UTC', { days: { friday: [{ from: 540, to: 1020 }] } }));
    const said = parsed(office());
    const reading = readingOf(draftOf(saved), saved, said, said);
    expect(reading).toMatchObject({ status: 'kept', schedule: saved.availability.schedule });
    const wished = readingOf({ ...draftOf(saved), fromText: true }, saved, said, said);
    expect(wished).toMatchObject({ status: 'understood', schedule: office() });
  });
  test('as text only, while what could be made of them is shown', () => {
    const saved = settings('Mon 9-5', null);
    const said = parsed(office());
    const reading = readingOf(draftOf(saved), saved, said, said);
    expect(reading).toMatchObject({ status: 'understood', schedule: null, table: office() });
  });
  test('in the zone that was picked', () => {
    const saved = settings('Mon 9-5 IST', office('Europe/Dublin'));
    const zone = { ...parsed(office('Asia/Kolkata')).zone, alternatives: [{ zone: 'Europe/Dublin', label: 'Irish' }] };
    const said = parsed(office('Asia/Kolkata'), { zone });
    expect(readingOf(draftOf(saved), saved, said, said)).toMatchObject({
      status: 'understood',
      schedule: office('Europe/Dublin'),
    });
  });
});

test('a picked zone holds while the text may mean it, and not for a text that names another', () => {
  const saved = settings('', null);
  const draft = { ...draftOf(saved), text: 'Mon 9-5 IST', pickedZone: 'Europe/Dublin' };
  const zone = { ...parsed(office('Asia/Kolkata')).zone, alternatives: [{ zone: 'Europe/Dublin', label: 'Irish' }] };
  const nothing = parsed(null);
  expect(readingOf(draft, saved, parsed(office('Asia/Kolkata'), { zone }), nothing).schedule?.zone).toBe(
    'Europe/Dublin',
  );
  expect(readingOf(draft, saved, parsed(office('Asia/Tokyo')), nothing).schedule?.zone).toBe('Asia/Tokyo');
});

describe('special days', () => {
  const holidays = { country: 'US', ranges: [] };
  const inventory = { from: '2027-01-15', to: '2027-01-15', label: 'inventory', ranges: [] };
  const ofText = parsed(office('UTC', { exceptions: [christmas] }));
  const saved = settings('Mon 9-5, closed Dec 25', office('UTC', { exceptions: [christmas, inventory], holidays }));

  test('that the text does not name are days of their own, and the hours are still those of the text', () => {
    const reading = readingOf(draftOf(saved), saved, ofText, ofText);
    expect(reading).toMatchObject({ status: 'understood', own: { exceptions: [inventory], holidays } });
    expect(reading.schedule).toEqual(saved.availability.schedule);
  });
  test('stay beside a text that is changed, and go with it when it named them', () => {
    const draft = { ...draftOf(saved), text: 'Mon 9-6' };
    const reading = readingOf(draft, saved, parsed(office()), ofText);
    expect(reading.schedule).toEqual(office('UTC', { exceptions: [inventory], holidays }));
  });
  test('are taken away alone, without a change of the text', () => {
    const draft = { ...draftOf(saved), ownDays: { exceptions: [], holidays: null } };
    const reading = readingOf(draft, saved, ofText, ofText);
    expect(reading).toMatchObject({ touched: false, schedule: ofText.schedule });
  });
  test('that the text comes to name as well stand once', () => {
    const draft = { ...draftOf(saved), text: 'Mon 9-5, closed Dec 25, closed 2027-01-15' };
    const both = parsed(office('UTC', { exceptions: [christmas, inventory] }));
    expect(readingOf(draft, saved, both, ofText).schedule?.exceptions).toEqual([christmas, inventory]);
  });
  test('are no hours by themselves', () => {
    const draft = { ...draftOf(saved), text: ' ' };
    expect(readingOf(draft, saved, parsed(null), ofText)).toMatchObject({ status: 'none', schedule: null });
  });
});

test('a draft of settings is those settings, and names what was changed', () => {
  const saved = settings('Mon 9-5', office());
  const draft = draftOf(saved);
  expect(settingsOf(draft, saved, saved.availability.schedule)).toEqual(saved);
  expect(changesOf({ ...draft, queue: true, maxLiveHandoffs: '3' }, saved)).toEqual({
    queue: true,
    maxLiveHandoffs: '3',
  });
});

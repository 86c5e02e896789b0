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
    const saved = settings('Mon 9-5', office('UTC', { exceptions: [christmas] }));
    const reading = readingOf(draftOf(saved), saved, parsed(office()));
    expect(reading).toMatchObject({ status: 'kept', schedule: saved.availability.schedule });
    const wished = readingOf({ ...draftOf(saved), fromText: true }, saved, parsed(office()));
    expect(wished).toMatchObject({ status: 'understood', schedule: office(), dropped: [christmas] });
  });
  test('as text only, while what could be made of them is shown', () => {
    const saved = settings('Mon 9-5', null);
    const reading = readingOf(draftOf(saved), saved, parsed(office()));
    expect(reading).toMatchObject({ status: 'understood', schedule: null, table: office() });
  });
  test('in the zone that was picked', () => {
    const saved = settings('Mon 9-5 IST', office('Europe/Dublin'));
    const zone = { ...parsed(office('Asia/Kolkata')).zone, alternatives: [{ zone: 'Europe/Dublin', label: 'Irish' }] };
    const reading = readingOf(draftOf(saved), saved, parsed(office('Asia/Kolkata'), { zone }));
    expect(reading).toMatchObject({ status: 'understood', schedule: office('Europe/Dublin') });
  });
});

test('a picked zone holds while the text may mean it, and not for a text that names another', () => {
  const saved = settings('', null);
  const draft = { ...draftOf(saved), text: 'Mon 9-5 IST', pickedZone: 'Europe/Dublin' };
  const zone = { ...parsed(office('Asia/Kolkata')).zone, alternatives: [{ zone: 'Europe/Dublin', label: 'Irish' }] };
  expect(readingOf(draft, saved, parsed(office('Asia/Kolkata'), { zone })).schedule?.zone).toBe('Europe/Dublin');
  expect(readingOf(draft, saved, parsed(office('Asia/Tokyo'))).schedule?.zone).toBe('Asia/Tokyo');
});

test('special days that the text does not name are dropped unless they are kept', () => {
  const holidays = { country: 'US', ranges: [] };
  const saved = settings('Mon 9-5', office('UTC', { exceptions: [christmas], holidays }));
  const draft = { ...draftOf(saved), text: 'Mon 9-6' };
  const reading = readingOf(draft, saved, parsed(office()));
  expect(reading).toMatchObject({ schedule: office(), dropped: [christmas], droppedHolidays: holidays });
  const kept = readingOf({ ...draft, keepDays: true }, saved, parsed(office()));
  expect(kept.schedule).toEqual(office('UTC', { exceptions: [christmas], holidays }));
});

test('a text that is taken away leaves no hours', () => {
  const saved = settings('Mon 9-5', office());
  const reading = readingOf({ ...draftOf(saved), text: ' ' }, saved, parsed(null));
  expect(reading).toMatchObject({ status: 'none', schedule: null });
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

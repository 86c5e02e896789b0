import { type Schedule, weekdays } from '../../../src/contract/schedule.ts';
import type { Settings } from '../../../src/contract/settings.ts';
import type { Parsed } from '../client/api.ts';
import { type Draft, draftOf } from '../settings/draft.ts';
import { type OwnDays, ownDaysOf, withOwnDays, withoutOwnDays } from './own-days.ts';

/** What is made of the hours. Untouched hours are saved as they were, whatever the text says. */
export type Reading = {
  /** `none`: no text, always open. `kept`: untouched, and saved with another table than the text's. Else as the text was read. */
  status: Parsed['status'] | 'none' | 'kept';
  /** Whether the text or its zone was changed. */
  touched: boolean;
  /** What is saved; null: none, so that the agents are always tried. */
  schedule: Schedule | null;
  /** What is shown: untouched hours that are saved as text only show what could be made of them. */
  table: Schedule | null;
  /** The same without the days that were set beside the text. */
  said: Schedule | null;
  /** What of the table was set beside the text. */
  own: OwnDays;
};

const same = (a: Schedule, b: Schedule): boolean => {
  const parts = ({ zone, days, exceptions, holidays }: Schedule) =>
    JSON.stringify([zone, weekdays.map((day) => days[day] ?? []), exceptions, holidays]);
  return parts(a) === parts(b);
};

/** The zone that was picked if the text may mean it, else the text's. */
const zoneOf = ({ zone }: Parsed, picked: string | null): string =>
  picked !== null && zone.alternatives.some((other) => other.zone === picked) ? picked : zone.zone;

/** Whether the text says this schedule, in one of the zones that it may mean. */
const says = (parsed: Parsed, saved: Schedule): boolean =>
  parsed.schedule !== null && same({ ...parsed.schedule, zone: zoneOf(parsed, saved.zone) }, saved);

/** The hours as they were saved, but for the days of their own. */
const untouched = (saved: Settings, parsed: Parsed, ownBefore: OwnDays): Omit<Reading, 'own' | 'said'> => {
  const before = saved.availability.schedule;
  if (before) {
    const schedule = withoutOwnDays(before, ownBefore);
    return { touched: false, schedule, table: schedule, status: says(parsed, schedule) ? parsed.status : 'kept' };
  }
  const empty = saved.businessHoursText.trim() === '';
  return {
    touched: false,
    schedule: null,
    table: empty ? null : parsed.schedule,
    status: empty ? 'none' : parsed.status,
  };
};

/** The hours that the text and the picked zone say. */
const asTyped = ({ text, pickedZone }: Draft, parsed: Parsed): Omit<Reading, 'own' | 'said'> => {
  if (text.trim() === '') return { touched: true, schedule: null, table: null, status: 'none' };
  const schedule = parsed.schedule && { ...parsed.schedule, zone: zoneOf(parsed, pickedZone) };
  return { touched: true, schedule, table: schedule, status: parsed.status };
};

/** `parsed`: the text of the draft as it was read; `before`: the text that is saved. */
export const readingOf = (draft: Draft, saved: Settings, parsed: Parsed, before: Parsed): Reading => {
  const touched =
    draft.text !== saved.businessHoursText ||
    draft.zone !== saved.availability.zone ||
    draft.pickedZone !== draftOf(saved).pickedZone ||
    draft.fromText;
  const ownBefore = ownDaysOf(saved.availability.schedule, before.schedule);
  const reading = touched ? asTyped(draft, parsed) : untouched(saved, parsed, ownBefore);
  const own = draft.ownDays ?? ownBefore;
  if (!reading.schedule) return { ...reading, said: reading.table, own };
  const schedule = withOwnDays(reading.schedule, own);
  return { ...reading, schedule, table: schedule, said: reading.schedule, own };
};

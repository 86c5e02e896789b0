import { type Schedule, type ScheduleException, weekdays } from '../../../src/contract/schedule.ts';
import type { Settings } from '../../../src/contract/settings.ts';
import type { Parsed } from '../client/api.ts';
import { type Draft, draftOf } from '../settings/draft.ts';

/** What is made of the hours. Untouched hours are saved as they were, whatever the text says. */
export type Reading = {
  /** `none`: no text, always open. `kept`: untouched, and saved with another table than the text's. Else as the text was read. */
  status: Parsed['status'] | 'none' | 'kept';
  touched: boolean;
  /** What is saved; null: none, so that the agents are always tried. */
  schedule: Schedule | null;
  /** What is shown: untouched hours that are saved as text only show what could be made of them. */
  table: Schedule | null;
  /** Special days that are saved and that the text does not name. */
  dropped: ScheduleException[];
  droppedHolidays: Schedule['holidays'];
};

const key = (value: unknown): string => JSON.stringify(value);
const same = (a: Schedule, b: Schedule): boolean => {
  const parts = ({ zone, days, exceptions, holidays }: Schedule) =>
    key([
      zone,
      weekdays.map((day) => days[day] ?? []),
      exceptions,
      holidays?.country,
      holidays?.region,
      holidays?.ranges,
    ]);
  return parts(a) === parts(b);
};

/** The zone that was picked if the text may mean it, else the text's. */
const zoneOf = ({ zone }: Parsed, picked: string | null): string =>
  picked !== null && zone.alternatives.some((other) => other.zone === picked) ? picked : zone.zone;

/** Whether the text says this schedule, in one of the zones that it may mean. */
const says = (parsed: Parsed, saved: Schedule): boolean =>
  parsed.schedule !== null && same({ ...parsed.schedule, zone: zoneOf(parsed, saved.zone) }, saved);

const untouched = (saved: Settings, parsed: Parsed): Reading => {
  const before = saved.availability.schedule;
  const common = { touched: false, schedule: before, dropped: [], droppedHolidays: null };
  if (before) return { ...common, table: before, status: says(parsed, before) ? parsed.status : 'kept' };
  if (saved.businessHoursText.trim() === '') return { ...common, table: null, status: 'none' };
  return { ...common, table: parsed.schedule, status: parsed.status };
};

/** The schedule that the text and the picked zone say, with the saved special days if they are to be kept. */
export const readingOf = (draft: Draft, saved: Settings, parsed: Parsed): Reading => {
  const { text, zone, pickedZone, fromText, keepDays } = draft;
  const touched =
    text !== saved.businessHoursText ||
    zone !== saved.availability.zone ||
    pickedZone !== draftOf(saved).pickedZone ||
    fromText;
  if (!touched) return untouched(saved, parsed);

  const before = saved.availability.schedule;
  const empty = text.trim() === '';
  const said = empty ? null : parsed.schedule;
  const known = new Set(said?.exceptions.map(({ from, to, ranges }) => key([from, to, ranges])));
  const dropped = (before?.exceptions ?? []).filter(({ from, to, ranges }) => !known.has(key([from, to, ranges])));
  const droppedHolidays = said?.holidays ? null : (before?.holidays ?? null);
  const schedule = said && {
    ...said,
    zone: zoneOf(parsed, pickedZone),
    ...(keepDays && {
      exceptions: [...said.exceptions, ...dropped],
      holidays: said.holidays ?? droppedHolidays,
    }),
  };
  return { status: empty ? 'none' : parsed.status, touched, schedule, table: schedule, dropped, droppedHolidays };
};

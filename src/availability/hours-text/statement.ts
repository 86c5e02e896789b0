import type { TextSpan } from '../../contract/parsed-hours.ts';
import type { DateSpan } from './dates.ts';
import type { Clock, TypedRange } from './times.ts';

/** The days that something is said of. */
export type Target = TextSpan & {
  kind: 'target';
  mask: number;
  /** "daily" and the like, apart from days that are named. */
  several: number;
  rest: boolean;
  /** Days taken away again: "every day except Sunday". */
  minus: number;
  nth: boolean;
  holiday: { country?: string; region?: string } | null;
  someHolidays: boolean;
  dates: (DateSpan & { every: boolean; unsure: boolean })[];
  movable: boolean;
  /** "Wednesday afternoons": not the whole day. */
  partly: boolean;
  /** A weekday stands before the date: it is that one day. */
  weekdayOfDate: boolean;
  perWeek?: number;
};

/** What is said of days: open at times, all day, or closed. A hole is a time in the day when it is closed. */
export type State = TextSpan & {
  kind: 'state';
  ranges: (TextSpan & { typed: TypedRange })[];
  allDay: boolean;
  /** "24/5": all day on that many days of a week. */
  perWeek?: number;
  /** "Any time" instead of 24 hours. */
  any: boolean;
  closed: boolean;
  hole: boolean;
  /** It ends at dusk or has a single time: no table can hold it. */
  open: boolean;
  /** Words without meaning stand where its days would. */
  strange: boolean;
  /** From "except": takes days away from what was said before. */
  except: boolean;
  /** "Until 8": moves one end of the day's hours. */
  bound: Bound | null;
  /** The days of a hole, when it names its own. */
  days: Target | null;
};

export type Bound = { clock: Clock; end: boolean };

export type Run = Target | State;

/** What stands between two stops. */
export type Statement = {
  runs: Run[];
  /** The words in front of it that say what it is about; undefined says nothing new, '' the hours in general. */
  label: string | undefined;
  /** The words behind it that narrow it. */
  qualifier: string;
  /** Seasons named before and behind what it says. */
  seasonBefore: string;
  seasonBehind: string;
  /** "Summer hours vary": the season is not of the hours beside it. */
  seasonVaries: boolean;
  condition: boolean;
  foreign: boolean;
  machine: boolean;
  nth: boolean;
  /** Single times that belong to no range. */
  loose: (Clock | null)[];
  brackets: boolean;
  /** The stop in front of it. */
  sign: string;
};

export const target = (atom: TextSpan): Target => ({
  kind: 'target',
  from: atom.from,
  to: atom.to,
  mask: 0,
  several: 0,
  rest: false,
  minus: 0,
  nth: false,
  holiday: null,
  someHolidays: false,
  dates: [],
  movable: false,
  partly: false,
  weekdayOfDate: false,
});

export const state = (atom: TextSpan): State => ({
  kind: 'state',
  from: atom.from,
  to: atom.to,
  ranges: [],
  allDay: false,
  any: false,
  closed: false,
  hole: false,
  open: false,
  strange: false,
  except: false,
  bound: null,
  days: null,
});

export const fresh = (sign: string, brackets: boolean): Statement => ({
  runs: [],
  label: undefined,
  qualifier: '',
  seasonBefore: '',
  seasonBehind: '',
  seasonVaries: false,
  condition: false,
  foreign: false,
  machine: false,
  nth: false,
  loose: [],
  brackets,
  sign,
});

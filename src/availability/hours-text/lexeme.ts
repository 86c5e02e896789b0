import type { TextSpan } from '../../contract/parsed-hours.ts';
import type { NamedDay } from './dates.ts';
import type { Clock } from './times.ts';
import type { TypedZone } from './zones.ts';

/** Weekdays as bits: Monday is 1, Sunday 64. */
export const everyDay = 127;
export const mondayToFriday = 31;
export const saturdayAndSunday = 96;

/** What a word or phrase means by itself. */
export type Meaning =
  | { kind: 'days'; mask: number; several?: boolean; typo?: boolean; rest?: boolean }
  /** "6 days a week". */
  | { kind: 'perWeek'; days: number }
  | { kind: 'clock'; clock: Clock }
  /** Dawn and dusk, which no table can hold. */
  | { kind: 'sun' }
  /** `perWeek` from "24/5": on how many days of a week. */
  | { kind: 'allDay'; perWeek?: number }
  /** "24-hour clock": times without am or pm are literal. */
  | { kind: 'clock24' }
  /** "13 hours". */
  | { kind: 'hours'; count: number }
  | { kind: 'number'; value: number; digits: number }
  | { kind: 'ordinal'; value: number }
  | { kind: 'nextDay' }
  | { kind: 'to'; word: boolean; typo?: boolean }
  | { kind: 'and' }
  | { kind: 'comma' }
  | { kind: 'colon' }
  | { kind: 'slash' }
  /** What separates one statement from the next. */
  | { kind: 'stop'; sign: string }
  | { kind: 'closed' }
  /** "Temporarily closed": whatever hours stand beside it do not hold. */
  | { kind: 'shutDown' }
  | { kind: 'lunch' }
  /** What is served: a place is open for each of its meals. */
  | { kind: 'meal' }
  | { kind: 'except' }
  | { kind: 'including' }
  | { kind: 'holiday'; country?: string; region?: string }
  | { kind: 'month'; month: number }
  | { kind: 'namedDay'; day: NamedDay; name: string }
  /** A whole date in figures: both readings of 4/7 are open. */
  | { kind: 'figures'; first: number; second: number; year?: number }
  | { kind: 'isoDate'; year: number; month: number; day: number }
  | { kind: 'quoted'; words: string }
  | { kind: 'every' }
  | { kind: 'season' }
  | { kind: 'since' }
  /** "alternate", "every other", "some": not each week. */
  | { kind: 'notEach' }
  /** "of the month". */
  | { kind: 'ofMonth' }
  | { kind: 'condition' }
  /** "Mornings". */
  | { kind: 'dayPart' }
  /** A machine answers, or nobody is meant to be there. */
  | { kind: 'machine' }
  | { kind: 'zone'; zone: TypedZone }
  | { kind: 'label'; service: boolean }
  | { kind: 'filler' }
  /** A day in a language that is not read. */
  | { kind: 'strangeDay' }
  | { kind: 'unknown' };

export type Lexeme = TextSpan & Meaning & { text: string; glued: boolean };

/** What a run of tokens means and how many they are. */
export type ReadLexeme = { meaning: Meaning; count: number };

/** Whether "time zone" stands in front of what follows. */
export const saysZone = (before: Lexeme[]): boolean => {
  const last = before.at(-1)?.kind === 'colon' ? before.at(-2) : before.at(-1);
  return last?.kind === 'filler' && /zone|tz/i.test(last.text);
};

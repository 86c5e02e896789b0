import type { Schedule } from './schedule.ts';

/** Where something stands in the text as typed, in UTF-16 units; `to` is the first unit behind it. */
export type TextSpan = { from: number; to: number };

export const questionCodes = [
  'ampm',
  'days_implied',
  'zone',
  'typo',
  'condition',
  'labelled',
  'not_weekly',
  'season',
  'zero_length',
  'contradiction',
  'date',
  'unusual_range',
  'holiday',
  'holiday_country',
  'no_hours',
] as const;
export type QuestionCode = (typeof questionCodes)[number];

/** A zone to choose: an IANA name (or a fixed offset such as +05:30) and its name in words. */
export type ZoneChoice = { zone: string; label: string };

/** Something to show an admin beside the text. */
export type Question = { code: QuestionCode; text: string; span?: TextSpan; choices?: ZoneChoice[] };

export type ParsedHours = {
  /**
   * understood: may be saved as it is, questions only confirm. check: there is a table, but the text says more than it.
   * not_understood: no table may be derived.
   */
  status: 'understood' | 'check' | 'not_understood';
  schedule: Schedule | null;
  /** The schedule as plain text that parses back to itself; empty without a schedule. */
  understood: string;
  questions: Question[];
  /** Words that mean nothing to us. */
  unparsed: (TextSpan & { text: string })[];
  zone: {
    zone: string;
    source: 'text' | 'workspace';
    /** In words: "Eastern Time (New York)". */
    label: string;
    /** Other zones that the text may mean. */
    alternatives: ZoneChoice[];
  };
};

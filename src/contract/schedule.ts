export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * Minutes of a day, half open: `to` is the first minute closed. `to` above 1440 runs into the next day; the whole range
 * belongs to the day on which it begins.
 */
export type OpenRange = { from: number; to: number };

/** A day or days unlike their weekday. No ranges: closed all day. Days that are past do no harm. */
export type ScheduleException = {
  /**
   * First and last day, both included: YYYY-MM-DD for once, MM-DD for every year (from 12-24 to 01-02 spans the new year;
   * 02-29 comes in leap years).
   */
  from: string;
  to: string;
  /** What it is, in the admin's words; may be empty. */
  label: string;
  ranges: OpenRange[];
};

/** Whether the date of an exception is for every year (MM-DD). */
export const isYearly = (date: string): boolean => date.length === 5;

/** The days from and to that are not over the end of a year. */
const stretches = ({ from, to }: ScheduleException): [string, string][] =>
  from <= to
    ? [[from, to]]
    : [
        [from, '12-31'],
        ['01-01', to],
      ];
/** Whether two exceptions of one kind, dated or yearly, are for a day that is the same. */
export const shareDays = (a: ScheduleException, b: ScheduleException): boolean =>
  isYearly(a.from) === isYearly(b.from) &&
  stretches(a).some(([from, to]) => stretches(b).some(([since, until]) => from <= until && since <= to));

/** The public holidays of a country, which a well-kept list knows. No ranges: closed on them. */
export type HolidayRule = {
  /** ISO 3166-1, such as US. */
  country: string;
  /** A part of the country with holidays of its own, as in ISO 3166-2 behind the hyphen: CA for US-CA. */
  region?: string;
  ranges: OpenRange[];
};

/**
 * Opening hours on the wall clock of an IANA zone. A missing weekday is closed. Exceptions for a date go before yearly
 * ones, exceptions before holidays, holidays before weekdays.
 */
export type Schedule = {
  zone: string;
  days: Partial<Record<Weekday, OpenRange[]>>;
  exceptions: ScheduleException[];
  holidays: HolidayRule | null;
};

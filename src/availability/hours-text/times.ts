import type { OpenRange } from '../../contract/schedule.ts';

/** A time of day as typed. */
export type Clock = {
  hour: number;
  minute: number;
  mark: 'am' | 'pm' | 'noon' | 'midnight' | null;
  /** Written as 08:00, 0800 or 17h: the 24-hour clock. */
  led: boolean;
  /** Digits alone: "8", which may be no time at all. */
  bare: boolean;
  typo: boolean;
};

export type TypedRange = { start: Clock; end: Clock; nextDay: boolean };

/** Why a range can't be taken, or what to confirm about it. `sure` problems leave a table. */
export type RangeDoubt = { code: 'ampm' | 'unusual_range' | 'zero_length'; sure: boolean };
export type ReadRange = { range: OpenRange | null; doubts: RangeDoubt[] };

const day = 1440;
const half = 720;

/** Valid figures for a clock, or undefined. 24 is taken with no minutes only. */
export const isClock = (hour: number, minute: number): boolean =>
  minute < 60 && (hour < 24 || (hour === 24 && minute === 0));

/** Whether an unmarked time says that the text uses the 24-hour clock. */
export const says24 = ({ start, end }: TypedRange): boolean =>
  [start, end].some((clock) => !clock.mark && (clock.led || clock.hour >= 13 || clock.hour === 0));

/** Minutes of a time read by its mark, or literally. */
export const timeOf = ({ hour, minute, mark }: Clock): number => {
  if (mark === 'noon') return half;
  if (mark === 'midnight') return 0;
  const clock = mark && hour <= 12 ? (hour % 12) + (mark === 'pm' ? 12 : 0) : hour;
  return clock * 60 + minute;
};

/** The first minute after `start` at which a 12-hour clock shows this time. */
export const nextShown = (clock: Clock, start: number): number => {
  const shown = (clock.hour % 12) * 60 + clock.minute;
  return start + ((((shown - start) % half) + half - 1) % half) + 1;
};

/** 7 to 11 is the morning, 12 noon, 1 to 6 the afternoon. */
const guessed = ({ hour, minute }: Clock): number => (hour >= 7 && hour <= 12 ? hour : hour + 12) * 60 + minute;

/**
 * Minutes of a typed range. `on24`: unmarked times are literal. `after`: where the range before it in the same list
 * ended, which decides between morning and evening. `brief`: a break, or followed by more
 * hours, so that it may be short.
 */
export const readRange = (typed: TypedRange, on24: boolean, after: number, brief = false): ReadRange => {
  const { start, end } = typed;
  const wrap = (from: number, to: number) => (to > from ? to : to + day);
  if ((start.mark && end.mark) || on24) {
    const from = timeOf(start) % day;
    return judged(from, wrap(from, timeOf(end)), typed, true);
  }
  if (end.mark) {
    const to = timeOf(end) || day;
    const same = timeOf({ ...start, mark: end.mark === 'am' || end.mark === 'midnight' ? 'am' : 'pm' });
    if (end.mark !== 'midnight' && end.mark !== 'noon' && same < timeOf(end)) {
      return judged(same, to, typed, true);
    }
    const morning = timeOf({ ...start, mark: 'am' });
    if (to <= day && end.mark !== 'am' && end.mark !== 'midnight') {
      return morning < to ? judged(morning, to, typed, true) : judged(morning, wrap(morning, to), typed, false);
    }
    const from = guessed(start);
    const length = wrap(from, to) - from;
    // "9-2 am" may begin in the evening as well.
    if (length > 16 * 60) return { range: null, doubts: [{ code: 'ampm', sure: false }] };
    return withGuess(judged(from, wrap(from, to), typed, true));
  }
  if (start.mark) {
    const from = timeOf(start);
    const to = nextShown(end, from);
    const hour = start.mark === 'am' && to - from === 60;
    if (!brief && (hour || to - from < 60)) return { range: null, doubts: [{ code: 'ampm', sure: false }] };
    return judged(from, to, typed, true);
  }
  let from = guessed(start);
  let doubtful = start.hour === 5 || start.hour === 6;
  // "9-12, 6-9, 7-10": hours that come later in a list are later in the day.
  const later = nextShown(end, from) + half;
  const shifted = from < after && from < half && from + half >= after && later <= day;
  if (shifted) {
    from += half;
    doubtful = false;
  }
  const to = nextShown(end, from);
  // "6-5" is a long day to most and a night to some; "8-9" an hour or, as most mean it, a long day.
  const either = !brief && from < half && to + half <= 22 * 60;
  if ((doubtful && to > day) || (!brief && to - from < 60) || (either && to - from <= 60)) {
    return { range: null, doubts: [{ code: 'ampm', sure: false }] };
  }
  const read = withGuess(judged(from, to, typed, true));
  return shifted || (either && to - from <= 120)
    ? { ...read, doubts: [...read.doubts, { code: 'ampm', sure: false }] }
    : read;
};

const withGuess = (read: ReadRange): ReadRange => ({ ...read, doubts: [...read.doubts, { code: 'ampm', sure: true }] });

const judged = (from: number, to: number, typed: TypedRange, sure: boolean): ReadRange => {
  const length = to - from;
  const { start, end, nextDay } = typed;
  const plain = [start, end].every(({ mark, bare, led, hour }) => !mark && !bare && (led || hour > 9));
  const wholeDay = length === day && from === 0;
  if (nextDay && length <= day) return { range: { from, to: to > day ? to : to + day }, doubts: [] };
  if (length === day && !(wholeDay && end.hour === 24)) {
    return wholeDay
      ? { range: { from, to }, doubts: [{ code: 'zero_length', sure: true }] }
      : { range: null, doubts: [{ code: 'zero_length', sure: false }] };
  }
  // "10pm-12pm": midnight is meant.
  const pastMorning = to >= day + half && to < 2 * day && (end.mark === 'pm' || end.mark === 'noon');
  if ((length > 16 * 60 && to > day + 180) || pastMorning)
    return { range: null, doubts: [{ code: 'unusual_range', sure: false }] };
  if (from === 0 && to === day - 1) return { range: { from, to: day }, doubts: [] };
  const odd = (length < 60 || length > 16 * 60) && !plain && !wholeDay;
  return { range: { from, to }, doubts: odd ? [{ code: 'unusual_range', sure }] : [] };
};

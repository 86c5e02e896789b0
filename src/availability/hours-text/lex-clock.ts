import type { ReadLexeme } from './lexeme.ts';
import { isClock } from './times.ts';
import type { Token } from './tokenize.ts';

/** The mark behind a time ("am", "p.m.", "a", "noon") and how many tokens it takes. */
const readMark = (
  tokens: Token[],
  at: number,
): { mark: 'am' | 'pm' | 'noon' | 'midnight' | 'night'; count: number } | undefined => {
  const token = tokens[at];
  const text = token?.text ?? '';
  if (text === 'am' || text === 'pm') {
    const behind = tokens[at + 2];
    const dotted =
      tokens[at + 1]?.text === '.' && tokens[at + 1]?.glued && (behind?.kind === 'sign' || behind?.text === 'to');
    return { mark: text, count: dotted ? 2 : 1 };
  }
  if (text === 'in' && tokens[at + 1]?.text === 'the') {
    const part = tokens[at + 2]?.text ?? '';
    if (part === 'morning') return { mark: 'am', count: 3 };
    if (part === 'afternoon' || part === 'evening') return { mark: 'pm', count: 3 };
  }
  if (text === 'at' && tokens[at + 1]?.text === 'night') return { mark: 'night', count: 2 };
  if (text === 'noon' || text === 'n' || text === 'midday') return { mark: 'noon', count: 1 };
  if (text === 'midnight' || text === 'mn' || text === 'midnite') return { mark: 'midnight', count: 1 };
  if (text !== 'a' && text !== 'p') return undefined;
  const mark = text === 'a' ? 'am' : 'pm';
  const next = tokens[at + 1];
  if (next?.text === '.' && tokens[at + 2]?.text === 'm') {
    return { mark, count: tokens[at + 3]?.text === '.' && tokens[at + 3]?.glued ? 4 : 3 };
  }
  if (next?.text === 'm' && !next.glued && !token?.glued) return { mark, count: tokens[at + 2]?.text === '.' ? 3 : 2 };
  if (token?.glued) return { mark, count: next?.text === '.' && next.glued && tokens[at + 2]?.kind !== 'word' ? 2 : 1 };
  return next === undefined || next.kind === 'sign' || next.kind === 'line' ? { mark, count: 1 } : undefined;
};

/** "12 at night" is midnight, "1 at night" an hour after it, "10 at night" two before. */
const ofNight = (hour: number, minute: number): 'am' | 'pm' | 'midnight' => {
  if (hour === 12) return minute === 0 ? 'midnight' : 'am';
  return hour < 5 ? 'am' : 'pm';
};

export const hourWords = new Set(['hour', 'hours', 'hr', 'hrs', 'h', "hour's", "hours'"]);

/** A time of the clock, a number that may be one, or an ordinal. */
export const readClock = (tokens: Token[], at: number): ReadLexeme | undefined => {
  const token = tokens[at];
  const digits = token?.text ?? '';
  const suffix = tokens[at + 1];
  if (suffix?.glued && ['st', 'nd', 'rd', 'th'].includes(suffix.text)) {
    return { meaning: { kind: 'ordinal', value: Number(digits) }, count: 2 };
  }
  let hour = Number(digits);
  let minute = 0;
  let count = 1;
  let bare = true;
  let typo = false;
  let led = digits.length === 2 && digits.startsWith('0');
  const joiner = suffix?.text ?? '';
  const after = tokens[at + 2];
  const two = after?.kind === 'number' && after.glued && after.text.length === 2;
  const three = after?.kind === 'number' && after.glued && after.text.length === 3;
  if (digits.length > 2) {
    hour = Number(digits.slice(0, -2));
    minute = Number(digits.slice(-2));
    led = digits.length === 4 && digits.startsWith('0') && readMark(tokens, at + 1) === undefined;
    bare = !led;
  } else if ((joiner === ':' && (two || three)) || ((joiner === '.' || joiner === ';') && suffix?.glued && two)) {
    minute = Number(after?.text.slice(0, 2));
    typo = three || joiner === ';';
    count = 3;
    bare = false;
  } else if (joiner === ':' && suffix?.glued && after?.kind === 'number' && after.glued && after.text.length === 1) {
    return undefined;
  } else if ((joiner === 'h' || joiner === 'u') && suffix?.glued) {
    if (two) minute = Number(after?.text);
    count = two ? 3 : 2;
    led = true;
    bare = false;
  }
  if (bare && digits.length < 3 && hour > 24) return { meaning: { kind: 'number', value: hour, digits: 2 }, count };
  if (!isClock(hour, minute)) return { meaning: { kind: 'unknown' }, count };
  const clockWord = tokens[at + count]?.text ?? '';
  if (clockWord === "o'clock" || clockWord === 'oclock') count++;
  const read = readMark(tokens, at + count);
  const mark = read && { ...read, mark: read.mark === 'night' ? ofNight(hour, minute) : read.mark };
  if (mark) count += mark.count;
  else if (hourWords.has(tokens[at + count]?.text ?? '') && led) count++;
  if (mark && hour > 12 && mark.mark !== 'pm') return { meaning: { kind: 'unknown' }, count };
  if (bare && !mark) {
    const value = digits.length > 2 ? hour * 100 + minute : hour;
    return { meaning: { kind: 'number', value, digits: digits.length }, count };
  }
  const noon = mark?.mark === 'noon' || mark?.mark === 'midnight';
  if (noon && (hour !== 12 || minute !== 0)) return { meaning: { kind: 'unknown' }, count };
  return {
    meaning: { kind: 'clock', clock: { hour, minute, mark: mark?.mark ?? null, led, bare: false, typo } },
    count,
  };
};

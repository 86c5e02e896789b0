import { foreign, kindAt, one, type ReadAtom } from './atom.ts';
import type { Lexeme } from './lexeme.ts';
import { type Clock, isClock, timeOf } from './times.ts';

/** The time that a lexeme is or may be. */
export const clockAt = (lexemes: Lexeme[], at: number): Clock | undefined => {
  const lexeme = lexemes[at];
  if (lexeme?.kind === 'clock') return lexeme.clock;
  if (lexeme?.kind !== 'number') return undefined;
  const [hour, minute] = lexeme.digits > 2 ? [Math.floor(lexeme.value / 100), lexeme.value % 100] : [lexeme.value, 0];
  const led = lexeme.digits === 2 && lexeme.value < 10;
  return isClock(hour, minute) ? { hour, minute, mark: null, led, bare: true, typo: false } : undefined;
};

/** "Between 9 and 5", "between the hours of 9 and 5". */
const behindBetween = (lexemes: Lexeme[], at: number): boolean => {
  let before = at - 1;
  while (before > at - 5 && lexemes[before]?.text.toLowerCase() !== 'between') {
    if (!['filler', 'label'].includes(kindAt(lexemes, before) ?? '')) return false;
    before--;
  }
  return lexemes[before]?.text.toLowerCase() === 'between';
};

/** How many small words may stand between the ends of a range. */
const mostBetween = 6;

/** The place of the right end of a range whose left end is at `at`, over a zone in between. */
export const rightEnd = (lexemes: Lexeme[], at: number): number | undefined => {
  let next = at + 1;
  const open = lexemes[next];
  if (open?.kind === 'stop' && open.sign === '(' && kindAt(lexemes, next + 1) === 'zone') next += 3;
  else if (kindAt(lexemes, next) === 'zone' && kindAt(lexemes, next + 1) === 'to') next += 1;
  const between = lexemes[next]?.text.toLowerCase() === 'and' && behindBetween(lexemes, at);
  if (kindAt(lexemes, next) !== 'to' && !between) return undefined;
  const most = next + mostBetween;
  while (next < most && ['to', 'filler'].includes(kindAt(lexemes, next + 1) ?? '')) next++;
  return next + 1;
};

/** What counts people, money or time and not the hour. */
const units = new Set(
  'years year yrs yr months month weeks minutes minute mins min people persons doses dose patients dollars percent miles ft'.split(
    ' ',
  ),
);

/** "8:00 AM 5:00 PM" as the cells of a table have it; in a list of times it is none. */
const isPair = (lexemes: Lexeme[], at: number): boolean => {
  const listed = ['comma', 'and', 'clock'];
  const apart =
    !listed.includes(kindAt(lexemes, at - 1) ?? '') && !listed.slice(0, 2).includes(kindAt(lexemes, at + 2) ?? '');
  const [start, end] = [lexemes[at], lexemes[at + 1]];
  if (!apart || start?.kind !== 'clock' || end?.kind !== 'clock' || !start.clock.mark || !end.clock.mark) return false;
  return overNoon(start, end) || (timeOf(start.clock) < timeOf(end.clock) && isTable(lexemes));
};

const overNoon = (start: Lexeme, end: Lexeme | undefined): boolean =>
  start.kind === 'clock' && start.clock.mark === 'am' && end?.kind === 'clock' && end.clock.mark === 'pm';

const tables = new WeakMap<Lexeme[], boolean>();
/** Whether times stand side by side, from a morning to an afternoon, more than once. */
const isTable = (lexemes: Lexeme[]): boolean => {
  const known = tables.get(lexemes);
  if (known !== undefined) return known;
  const found = lexemes.filter((lexeme, at) => overNoon(lexeme, lexemes[at + 1])).length > 1;
  tables.set(lexemes, found);
  return found;
};

/** A range of times from its left end; a time alone is `loose`, figures alone `foreign`. */
export const readRange = (lexemes: Lexeme[], at: number): ReadAtom => {
  const start = clockAt(lexemes, at);
  const right = rightEnd(lexemes, at);
  const before = lexemes[at - 1];
  if (!start) return foreign(1);
  if (right === undefined && isPair(lexemes, at)) {
    const end = clockAt(lexemes, at + 1) ?? start;
    return { part: { kind: 'range', typed: { start: { ...start, typo: true }, end, nextDay: false } }, count: 2 };
  }
  if (right === undefined) return start.bare ? foreign(1) : one({ kind: 'loose', clock: start });
  if (kindAt(lexemes, right) === 'sun') return { part: { kind: 'sun' }, count: right - at + 1 };
  const end = clockAt(lexemes, right);
  let count = right - at + 1;
  if (!end) return start.bare ? foreign(1) : one({ kind: 'loose', clock: start });
  const chained = kindAt(lexemes, right + 1) === 'to' && clockAt(lexemes, right + 2) !== undefined;
  if (chained) return foreign(count + 2);
  const after = lexemes[right + 1];
  const figures = start.bare && end.bare;
  const counted = after?.kind === 'unknown' && units.has(after.text.toLowerCase());
  // "8am until 200 doses are given".
  const last = lexemes[right];
  const amount = last?.kind === 'number' && last.digits > 2 && start.mark !== null && after?.kind === 'unknown';
  if (amount) return foreign(count);
  if (figures && (before?.kind === 'unknown' || counted)) return { part: { kind: 'foreign', figures: true }, count };
  const bracket = after?.kind === 'stop' && after.sign === '(' && kindAt(lexemes, right + 2) === 'nextDay';
  const nextDay = bracket || after?.kind === 'nextDay';
  if (nextDay) count += bracket ? 3 : 1;
  const zone = lexemes[at + 1]?.kind === 'stop' ? lexemes[at + 2] : lexemes[at + 1];
  const zoned = zone?.kind === 'zone' && { zone: zone.zone };
  return { part: { kind: 'range', typed: { start, end, nextDay }, ...zoned }, count };
};

/** Dawn or dusk, with the rest of the range it begins. */
export const readSun = (lexemes: Lexeme[], at: number): ReadAtom => {
  const right = kindAt(lexemes, at + 1) === 'to' ? at + 2 : undefined;
  const ends = right !== undefined && (kindAt(lexemes, right) === 'sun' || clockAt(lexemes, right) !== undefined);
  return { part: { kind: 'sun' }, count: ends && right !== undefined ? right - at + 1 : 1 };
};

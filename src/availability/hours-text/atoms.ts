import type { TextSpan } from '../../contract/parsed-hours.ts';
import { type DateSpan, dateOf, independenceDay } from './dates.ts';
import { everyDay, type Lexeme } from './lexeme.ts';
import { type Clock, isClock, type TypedRange } from './times.ts';
import type { TypedZone } from './zones.ts';

/** A statement's parts: lexemes put together as days, ranges and dates. */
export type Atom = TextSpan & { text: string } & (
    | { kind: 'days'; mask: number; several: boolean; nth: boolean; rest: boolean; perWeek?: number; typo: boolean }
    | { kind: 'holiday'; country?: string; region?: string; some: boolean }
    | { kind: 'date'; span: DateSpan; every: boolean; unsure: boolean }
    /** A day that moves from year to year. */
    | { kind: 'movable' }
    | { kind: 'range'; typed: TypedRange }
    | {
        kind:
          | 'loose'
          | 'sun'
          | 'closed'
          | 'lunch'
          | 'except'
          | 'including'
          | 'machine'
          | 'ofMonth'
          | 'foreign'
          | 'broken'
          | 'clock24';
      }
    | { kind: 'allDay' }
    | { kind: 'hours'; count: number }
    | { kind: 'season'; wholeYear: boolean }
    | { kind: 'bounds' | 'condition' | 'comma' | 'colon' | 'filler' }
    | { kind: 'label'; service: boolean }
    | { kind: 'zone'; zone: TypedZone }
    | { kind: 'stop'; sign: string }
  );

type Part = Atom extends infer A ? (A extends Atom ? Omit<A, 'from' | 'to' | 'text'> : never) : never;
type Read = { part: Part; count: number };

export type DateOrder = { country: string | undefined };

/** Reads the statement's parts from left to right; what fits nowhere is `foreign`. */
export const readAtoms = (text: string, lexemes: Lexeme[], order: DateOrder): Atom[] => {
  const atoms: Atom[] = [];
  for (let at = 0; at < lexemes.length; ) {
    const { part, count } = readAtom(lexemes, at, order);
    const from = lexemes[at]?.from ?? 0;
    const to = lexemes[at + count - 1]?.to ?? from;
    atoms.push({ ...part, from, to, text: text.slice(from, to) } as Atom);
    at += count;
  }
  return atoms;
};

const one = (part: Part): Read => ({ part, count: 1 });
const foreign = (count: number): Read => ({ part: { kind: 'foreign' }, count });
const kindAt = (lexemes: Lexeme[], at: number) => lexemes[at]?.kind;

const readAtom = (lexemes: Lexeme[], at: number, order: DateOrder): Read => {
  const lexeme = lexemes[at];
  if (!lexeme) return foreign(1);
  switch (lexeme.kind) {
    case 'every':
      return readDate(lexemes, at + 1, order, true, at) ?? one({ kind: 'filler' });
    case 'month':
      return readDate(lexemes, at, order, false, at) ?? readSeason(lexemes, at);
    case 'figures':
    case 'isoDate':
    case 'namedDay':
      return readDate(lexemes, at, order, false, at) ?? foreign(1);
    case 'clock':
    case 'number':
      return readDate(lexemes, at, order, false, at) ?? readRange(lexemes, at);
    case 'sun':
      return readSun(lexemes, at);
    case 'days':
    case 'perWeek':
      return readDays(lexemes, at);
    case 'ordinal':
      return readDate(lexemes, at, order, false, at) ?? readOrdinal(lexemes, at);
    case 'notEach':
      return readNotEach(lexemes, at);
    case 'holiday': {
      const { country, region } = readCountry(lexemes, at + 1);
      const part: Part = { kind: 'holiday', some: false, ...(country && { country }), ...(region && { region }) };
      return { part, count: country ? (region ? 6 : 4) : 1 };
    }
    case 'season':
      return readSeason(lexemes, at);
    case 'since':
    case 'to': {
      const date = readDate(lexemes, at + 1, order, false, at);
      const month = kindAt(lexemes, at + 1) === 'month' ? 2 : 0;
      if (lexeme.kind === 'since')
        return date
          ? { part: { kind: 'bounds' }, count: date.count }
          : month
            ? { part: { kind: 'bounds' }, count: 2 }
            : one({ kind: 'condition' });
      if (!lexeme.word) return one({ kind: 'comma' });
      if (date || month) return { part: { kind: 'bounds' }, count: date?.count ?? month };
      const bound = kindAt(lexemes, at + 1) === 'allDay' || kindAt(lexemes, at + 1) === 'hours';
      if (bound) return foreign(2);
      const loose = kindAt(lexemes, at + 1) === 'clock' || kindAt(lexemes, at + 1) === 'number';
      return loose ? { part: { kind: 'loose' }, count: 2 } : one({ kind: 'filler' });
    }
    case 'and':
    case 'comma':
    case 'slash':
      return readSlash(lexemes, at) ?? one({ kind: 'comma' });
    case 'stop':
      return one({ kind: 'stop', sign: lexeme.sign });
    case 'allDay':
      return promises.has(lexemes[at - 1]?.text.toLowerCase() ?? '') ? foreign(1) : one({ kind: 'allDay' });
    case 'hours':
      return one({ kind: 'hours', count: lexeme.count });
    case 'label':
      return one({ kind: 'label', service: lexeme.service });
    case 'zone':
      return one({ kind: 'zone', zone: lexeme.zone });
    case 'nextDay':
    case 'quoted':
    case 'unknown':
      return foreign(1);
    default:
      return one({ kind: lexeme.kind });
  }
};

/** " / " between statements separates them; "EST/EDT" and "Mon/Wed" are lists. */
const readSlash = (lexemes: Lexeme[], at: number): Read | undefined => {
  const spaced = !lexemes[at]?.glued && lexemes[at + 1]?.glued === false;
  const [left, right] = [kindAt(lexemes, at - 1), kindAt(lexemes, at + 1)];
  return kindAt(lexemes, at) === 'slash' && spaced && !(left === right && (left === 'days' || left === 'zone'))
    ? one({ kind: 'stop', sign: '/' })
    : undefined;
};

/** "Within 24 hours" promises an answer, not an opening. */
const promises = new Set([
  'within',
  'in',
  'under',
  'than',
  'every',
  'next',
  'about',
  'least',
  'after',
  'before',
  'last',
]);

const clockAt = (lexemes: Lexeme[], at: number): Clock | undefined => {
  const lexeme = lexemes[at];
  if (lexeme?.kind === 'clock') return lexeme.clock;
  if (lexeme?.kind !== 'number') return undefined;
  const [hour, minute] = lexeme.digits > 2 ? [Math.floor(lexeme.value / 100), lexeme.value % 100] : [lexeme.value, 0];
  const led = lexeme.digits === 2 && lexeme.value < 10;
  return isClock(hour, minute) ? { hour, minute, mark: null, led, bare: true, typo: false } : undefined;
};

/** The place of the right end of a range whose left end is at `at`, over a zone in between. */
const rightEnd = (lexemes: Lexeme[], at: number): number | undefined => {
  let next = at + 1;
  const open = lexemes[next];
  if (open?.kind === 'stop' && open.sign === '(' && kindAt(lexemes, next + 1) === 'zone') next += 3;
  else if (kindAt(lexemes, next) === 'zone' && kindAt(lexemes, next + 1) === 'to') next += 1;
  const between = lexemes[at - 1]?.text.toLowerCase() === 'between' && lexemes[next]?.text.toLowerCase() === 'and';
  if (kindAt(lexemes, next) !== 'to' && !between) return undefined;
  while (kindAt(lexemes, next + 1) === 'to' || kindAt(lexemes, next + 1) === 'filler') next++;
  return next + 1;
};

/** What counts people, money or time and not the hour. */
const units = new Set(
  'years year yrs yr months month weeks minutes minute mins min people persons doses dose patients dollars percent miles ft'.split(
    ' ',
  ),
);

const readRange = (lexemes: Lexeme[], at: number): Read => {
  const start = clockAt(lexemes, at);
  const right = rightEnd(lexemes, at);
  const before = lexemes[at - 1];
  if (!start) return foreign(1);
  if (right === undefined) return start.bare ? foreign(1) : one({ kind: 'loose' });
  if (kindAt(lexemes, right) === 'sun') return { part: { kind: 'sun' }, count: right - at + 1 };
  const end = clockAt(lexemes, right);
  let count = right - at + 1;
  if (!end) return start.bare ? foreign(1) : one({ kind: 'loose' });
  const chained =
    kindAt(lexemes, right + 1) === 'to' && clockAt(lexemes, right + 2) !== undefined && !glueless(lexemes, right + 1);
  if (chained) return foreign(count + 2);
  const after = lexemes[right + 1];
  const figures = start.bare && end.bare;
  const counted = after?.kind === 'unknown' && units.has(after.text.toLowerCase());
  if (figures && (before?.kind === 'unknown' || counted)) return foreign(count);
  const bracket = after?.kind === 'stop' && after.sign === '(' && kindAt(lexemes, right + 2) === 'nextDay';
  const nextDay = bracket || after?.kind === 'nextDay';
  if (nextDay) count += bracket ? 3 : 1;
  return { part: { kind: 'range', typed: { start, end, nextDay } }, count };
};

/** A dash with room before it and days behind is no range; kept for "9-5 - 6-8", which is none either. */
const glueless = (lexemes: Lexeme[], at: number) => lexemes[at]?.kind !== 'to';

const readSun = (lexemes: Lexeme[], at: number): Read => {
  const right = kindAt(lexemes, at + 1) === 'to' ? at + 2 : undefined;
  const ends = right !== undefined && (kindAt(lexemes, right) === 'sun' || clockAt(lexemes, right) !== undefined);
  return { part: { kind: 'sun' }, count: ends && right !== undefined ? right - at + 1 : 1 };
};

const bitsFrom = (first: number, last: number): number => {
  let mask = 0;
  for (let bit = first; ; bit = bit === 64 ? 1 : bit * 2) {
    mask |= bit;
    if (bit === last) return mask;
  }
};

const single = (mask: number) => mask > 0 && (mask & (mask - 1)) === 0;

/** "M-W-F" is a list, whatever dashes mean elsewhere. */
const dashedDays = (lexemes: Lexeme[], at: number): { mask: number; count: number } => {
  let mask = 0;
  for (let next = at; next < at + 13; next += 2) {
    const day = lexemes[next];
    if (day?.kind !== 'days' || !single(day.mask)) return { mask, count: next - 1 - at };
    mask |= day.mask;
    const joiner = lexemes[next + 1];
    if (joiner?.kind !== 'to' || joiner.word || lexemes[next + 2]?.kind !== 'days')
      return { mask, count: next + 1 - at };
  }
  return { mask, count: 13 };
};

const readDays = (lexemes: Lexeme[], at: number): Read => {
  const lexeme = lexemes[at];
  const plain = { kind: 'days' as const, several: false, nth: false, rest: false, typo: false };
  if (lexeme?.kind === 'perWeek') return one({ ...plain, mask: everyDay, several: true, perWeek: lexeme.days });
  if (lexeme?.kind !== 'days') return foreign(1);
  const to = lexemes[at + 1];
  const last = lexemes[at + 2];
  const typo = lexeme.typo === true;
  // "Mo-Do": a range of days whose end means nothing to us must not become one day.
  const torn = to?.kind === 'to' && !to.word && last?.glued && (last.kind === 'unknown' || last.kind === 'filler');
  if (torn) return { part: { kind: 'broken' }, count: 3 };
  if (to?.kind === 'to' && last?.kind === 'days' && single(lexeme.mask) && single(last.mask)) {
    const chain = dashedDays(lexemes, at);
    if (chain.count > 3) return { part: { ...plain, mask: chain.mask, typo: true }, count: chain.count };
    const mask = bitsFrom(lexeme.mask, last.mask);
    return { part: { ...plain, mask, typo: typo || last.typo === true || to.typo === true }, count: 3 };
  }
  return one({ ...plain, mask: lexeme.mask, several: lexeme.several === true, rest: lexeme.rest === true, typo });
};

const readOrdinal = (lexemes: Lexeme[], at: number): Read => {
  let end = at + 1;
  while (end < at + 12 && ['ordinal', 'comma', 'and', 'slash', 'filler', 'to'].includes(kindAt(lexemes, end) ?? ''))
    end++;
  if (kindAt(lexemes, end) !== 'days')
    return kindAt(lexemes, at + 1) === 'stop' ? one({ kind: 'ofMonth' }) : foreign(1);
  const { part, count } = readDays(lexemes, end);
  return { part: { ...part, ...(part.kind === 'days' && { nth: true }) }, count: end - at + count };
};

const readNotEach = (lexemes: Lexeme[], at: number): Read => {
  const next = kindAt(lexemes, at + 1) === 'filler' ? at + 2 : at + 1;
  if (kindAt(lexemes, next) === 'days') {
    const { part, count } = readDays(lexemes, next);
    return { part: { ...part, ...(part.kind === 'days' && { nth: true }) }, count: next - at + count };
  }
  if (kindAt(lexemes, next) === 'holiday') return { part: { kind: 'holiday', some: true }, count: next - at + 1 };
  return one({ kind: 'condition' });
};

/** "(US)" or "(US-CA)" behind the word holidays. */
const readCountry = (lexemes: Lexeme[], at: number): { country?: string; region?: string } => {
  const [open, country, next, region, close] = [0, 1, 2, 3, 4].map((offset) => lexemes[at + offset]);
  if (open?.kind !== 'stop' || open.sign !== '(' || !/^[A-Z]{2}$/.test(country?.text ?? '')) return {};
  if (next?.kind === 'stop' && next.sign === ')') return { country: country?.text ?? '' };
  const part = /^[A-Z0-9]{1,3}$/.test(region?.text ?? '') && next?.kind === 'to' && close?.kind === 'stop';
  return part ? { country: country?.text ?? '', region: region?.text ?? '' } : {};
};

const readSeason = (lexemes: Lexeme[], at: number): Read => {
  let end = at;
  let first: number | undefined;
  let last: number | undefined;
  for (let next = at; next < at + 40; next++) {
    const lexeme = lexemes[next];
    if (lexeme?.kind === 'season' || lexeme?.kind === 'month') {
      if (lexeme.kind === 'month') {
        first ??= lexeme.month;
        last = lexeme.month;
      }
      end = next;
    } else if (!['to', 'and', 'comma', 'filler', 'slash'].includes(lexeme?.kind ?? '')) break;
  }
  return { part: { kind: 'season', wholeYear: first === 1 && last === 12 && end - at === 2 }, count: end - at + 1 };
};

type OneDate =
  | { month: number; day: number; year?: number; next: number; label: string; unsure: boolean }
  | { movable: true; next: number };

const dayFigure = (lexeme: Lexeme | undefined): number | undefined =>
  (lexeme?.kind === 'number' && lexeme.digits <= 2) || lexeme?.kind === 'ordinal' ? lexeme.value : undefined;

const readYear = (lexemes: Lexeme[], at: number): { year?: number; next: number } => {
  const skip = kindAt(lexemes, at) === 'comma' ? at + 1 : at;
  const lexeme = lexemes[skip];
  const year = lexeme?.kind === 'number' && lexeme.digits === 4 ? lexeme.value : 0;
  const ranges =
    kindAt(lexemes, skip + 1) === 'to' &&
    clockAt(lexemes, skip + 2)?.bare &&
    (lexemes[skip + 2]?.text.length ?? 0) === 4;
  return year >= 1900 && year < 2100 && !ranges ? { year, next: skip + 1 } : { next: at };
};

const oneDate = (lexemes: Lexeme[], at: number, order: DateOrder): OneDate | undefined => {
  const lexeme = lexemes[at];
  if (lexeme?.kind === 'month') {
    const day = dayFigure(lexemes[at + 1]);
    if (day === undefined) return undefined;
    return { month: lexeme.month, day, label: '', unsure: false, ...readYear(lexemes, at + 2) };
  }
  const day = dayFigure(lexeme);
  if (day !== undefined) {
    const of = kindAt(lexemes, at + 1) === 'filler' ? at + 2 : at + 1;
    const month = lexemes[of];
    if (month?.kind !== 'month') return undefined;
    return { month: month.month, day, label: '', unsure: false, ...readYear(lexemes, of + 1) };
  }
  if (lexeme?.kind === 'isoDate') return { ...lexeme, label: '', unsure: false, next: at + 1 };
  if (lexeme?.kind === 'figures') {
    const { first, second, year } = lexeme;
    const dayFirst = first > 12 || (second <= 12 && order.country !== 'US' && order.country !== undefined);
    const [month, date] = dayFirst ? [second, first] : [first, second];
    const unsure = first <= 12 && second <= 12 && first !== second && order.country === undefined;
    return { month, day: date, unsure, label: '', next: at + 1, ...(year !== undefined && { year }) };
  }
  if (lexeme?.kind !== 'namedDay') return undefined;
  const next = kindAt(lexemes, at + 1) === 'holiday' ? at + 2 : at + 1;
  const date = lexeme.name === 'independence day' ? independenceDay(order.country) : lexeme.day;
  if (!date) return { movable: true, next };
  return { month: Number(date.slice(0, 2)), day: Number(date.slice(3)), label: lexeme.text, unsure: false, next };
};

/** A date or a range of dates; `from` is where the atom begins, before an "every". */
const readDate = (lexemes: Lexeme[], at: number, order: DateOrder, every: boolean, from: number): Read | undefined => {
  const start = oneDate(lexemes, at, order);
  if (!start) return undefined;
  if ('movable' in start) {
    const last = kindAt(lexemes, start.next) === 'to' ? oneDate(lexemes, start.next + 1, order) : undefined;
    if (last) return { part: { kind: 'season', wholeYear: false }, count: last.next - from };
    return { part: { kind: 'movable' }, count: start.next - from };
  }
  let next = start.next;
  let end: Exclude<OneDate, { movable: true }> = start;
  if (kindAt(lexemes, next) === 'to') {
    const second = oneDate(lexemes, next + 1, order);
    const day = dayFigure(lexemes[next + 1]);
    const ranges =
      kindAt(lexemes, next + 2) === 'to' || (kindAt(lexemes, next + 1) === 'number' && lexemes[at]?.kind === 'figures');
    if (second && 'movable' in second) return { part: { kind: 'season', wholeYear: false }, count: second.next - from };
    if (second) end = second;
    else if (day !== undefined && !ranges && lexemes[at]?.kind === 'month')
      end = { ...start, day, ...readYear(lexemes, next + 2) };
    if (end !== start) next = end.next;
  }
  const year = start.year ?? end.year;
  const first = dateOf(start.month, start.day, year);
  const last = dateOf(end.month, end.day, end.year ?? (year !== undefined && start.year !== undefined ? year : year));
  if (!first || !last || (year !== undefined && last < first)) return undefined;
  const quoted = lexemes[next];
  const label =
    quoted?.kind === 'quoted'
      ? quoted.words
      : [start.label, end === start ? '' : end.label].filter(Boolean).join(' to ');
  if (quoted?.kind === 'quoted') next++;
  return {
    part: { kind: 'date', span: { from: first, to: last, label }, every, unsure: start.unsure || end.unsure },
    count: next - from,
  };
};

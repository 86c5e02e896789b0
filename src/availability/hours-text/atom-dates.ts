import { kindAt, type ReadAtom } from './atom.ts';
import { clockAt } from './atom-ranges.ts';
import { dateOf, independenceDay } from './dates.ts';
import type { Lexeme } from './lexeme.ts';

/** The country decides whether 4/7 is in April or July. */
export type DateOrder = { country: string | undefined };

/** Months and seasons, joined. */
export const readSeason = (lexemes: Lexeme[], at: number): ReadAtom => {
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
export const readDate = (
  lexemes: Lexeme[],
  at: number,
  order: DateOrder,
  every: boolean,
  from: number,
): ReadAtom | undefined => {
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

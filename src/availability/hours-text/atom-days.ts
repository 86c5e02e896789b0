import { foreign, kindAt, one, type ReadAtom } from './atom.ts';
import { everyDay, type Lexeme } from './lexeme.ts';

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

/** "Closed Sunday - Monday-Friday": the wide dash stands between the closed day and the others. */
const closesOne = (lexemes: Lexeme[], at: number): boolean =>
  kindAt(lexemes, at - 1) === 'closed' && !lexemes[at + 1]?.glued && lexemes[at + 3]?.glued === true;

const startsHours = new Set(['clock', 'number', 'colon', 'comma', 'stop']);

/** A day, a range of days or a list joined by dashes. */
export const readDays = (lexemes: Lexeme[], at: number): ReadAtom => {
  const lexeme = lexemes[at];
  const plain = { kind: 'days' as const, several: false, nth: false, rest: false, typo: false };
  if (lexeme?.kind === 'perWeek') return one({ ...plain, mask: everyDay, several: true, perWeek: lexeme.days });
  if (lexeme?.kind !== 'days') return foreign(1);
  const to = lexemes[at + 1];
  const last = lexemes[at + 2];
  const typo = lexeme.typo === true;
  // "Mo-Do": a range of days whose end means nothing to us must not become one day.
  const strange = last?.kind === 'unknown' || last?.kind === 'filler';
  const named =
    last?.glued || (/^[A-Z][a-z]{1,2}$/.test(last?.text ?? '') && startsHours.has(kindAt(lexemes, at + 3) ?? ''));
  const torn = to?.kind === 'to' && !to.word && strange && named;
  if (torn) return { part: { kind: 'broken' }, count: 3 };
  if (to?.kind === 'to' && last?.kind === 'days' && single(lexeme.mask) && single(last.mask)) {
    const chain = dashedDays(lexemes, at);
    if (chain.count === 5 && closesOne(lexemes, at)) return one({ ...plain, mask: lexeme.mask, typo });
    if (chain.count > 3) return { part: { ...plain, mask: chain.mask, typo: true }, count: chain.count };
    const mask = bitsFrom(lexeme.mask, last.mask);
    return { part: { ...plain, mask, typo: typo || last.typo === true || to.typo === true }, count: 3 };
  }
  return one({ ...plain, mask: lexeme.mask, several: lexeme.several === true, rest: lexeme.rest === true, typo });
};

/** "2nd and 4th Tuesdays", "Tuesdays, 2nd and 4th". */
export const readOrdinal = (lexemes: Lexeme[], at: number): ReadAtom => {
  let end = at + 1;
  while (end < at + 12 && ['ordinal', 'comma', 'and', 'slash', 'filler', 'to'].includes(kindAt(lexemes, end) ?? ''))
    end++;
  if (kindAt(lexemes, end) !== 'days') {
    const last =
      end -
      lexemes
        .slice(at, end)
        .reverse()
        .findIndex(({ kind }) => kind === 'ordinal');
    const joined = ['comma', 'colon'].includes(kindAt(lexemes, at - 1) ?? '');
    if (kindAt(lexemes, joined ? at - 2 : at - 1) === 'days') return { part: { kind: 'ofMonth' }, count: last - at };
    const alone = kindAt(lexemes, at - 1) === 'stop' && kindAt(lexemes, end) === 'stop';
    if (alone) return { part: { kind: 'ofMonth' }, count: end - at };
    return kindAt(lexemes, at + 1) === 'stop' ? one({ kind: 'ofMonth' }) : foreign(1);
  }
  const { part, count } = readDays(lexemes, end);
  return { part: { ...part, ...(part.kind === 'days' && { nth: true }) }, count: end - at + count };
};

/** "Alternate Fridays", "some holidays". */
export const readNotEach = (lexemes: Lexeme[], at: number): ReadAtom => {
  const next = kindAt(lexemes, at + 1) === 'filler' ? at + 2 : at + 1;
  if (kindAt(lexemes, next) === 'days') {
    const { part, count } = readDays(lexemes, next);
    return { part: { ...part, ...(part.kind === 'days' && { nth: true }) }, count: next - at + count };
  }
  if (kindAt(lexemes, next) === 'holiday') return { part: { kind: 'holiday', some: true }, count: next - at + 1 };
  return kindAt(lexemes, next) === 'dayPart'
    ? { part: { kind: 'condition' }, count: next - at + 1 }
    : one({ kind: 'condition' });
};

/** "(US)" or "(US-CA)" behind the word holidays. */
export const readCountry = (lexemes: Lexeme[], at: number): { country?: string; region?: string } => {
  const [open, country, next, region, close] = [0, 1, 2, 3, 4].map((offset) => lexemes[at + offset]);
  if (open?.kind !== 'stop' || open.sign !== '(' || !/^[A-Z]{2}$/.test(country?.text ?? '')) return {};
  if (next?.kind === 'stop' && next.sign === ')') return { country: country?.text ?? '' };
  const part = /^[A-Z0-9]{1,3}$/.test(region?.text ?? '') && next?.kind === 'to' && close?.kind === 'stop';
  return part ? { country: country?.text ?? '', region: region?.text ?? '' } : {};
};

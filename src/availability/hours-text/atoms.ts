import { type Atom, foreign, kindAt, one, type Part, type ReadAtom } from './atom.ts';
import { readBound } from './atom-bounds.ts';
import { type DateOrder, readDate, readSeason } from './atom-dates.ts';
import { readCountry, readDays, readNotEach, readOrdinal } from './atom-days.ts';
import { readRange, readSun } from './atom-ranges.ts';
import type { Lexeme } from './lexeme.ts';

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

const readAtom = (lexemes: Lexeme[], at: number, order: DateOrder): ReadAtom => {
  const lexeme = lexemes[at];
  if (!lexeme) return foreign(1);
  const bound = readBound(lexemes, at);
  if (bound) return bound;
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
      return promises.has(lexemes[at - 1]?.text.toLowerCase() ?? '') || neverOn(lexemes, at)
        ? foreign(1)
        : one({ kind: 'allDay', ...(lexeme.perWeek !== undefined && { perWeek: lexeme.perWeek }) });
    case 'hours':
      return one({ kind: 'hours', count: lexeme.count });
    case 'label':
      return one({ kind: 'label', service: lexeme.service });
    case 'zone':
      return one({ kind: 'zone', zone: lexeme.zone });
    case 'strangeDay':
      return one({ kind: 'broken' });
    case 'nextDay':
    case 'quoted':
    case 'unknown':
      return foreign(1);
    default:
      return one({ kind: lexeme.kind });
  }
};

/** " / " between statements separates them; "EST/EDT" and "Mon/Wed" are lists. */
const readSlash = (lexemes: Lexeme[], at: number): ReadAtom | undefined => {
  const spaced = !lexemes[at]?.glued && lexemes[at + 1]?.glued === false;
  const [left, right] = [kindAt(lexemes, at - 1), kindAt(lexemes, at + 1)];
  return kindAt(lexemes, at) === 'slash' && spaced && !(left === right && (left === 'days' || left === 'zone'))
    ? one({ kind: 'stop', sign: '/' })
    : undefined;
};

/** "Never closed on Sundays" says nothing of hours. */
const neverOn = (lexemes: Lexeme[], at: number): boolean =>
  /^never/i.test(lexemes[at]?.text ?? '') && kindAt(lexemes, at + 1) !== 'stop' && lexemes[at + 1] !== undefined;

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

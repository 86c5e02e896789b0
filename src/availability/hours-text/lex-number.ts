import { hourWords, readClock } from './lex-clock.ts';
import type { Meaning, ReadLexeme } from './lexeme.ts';
import { signAt, type Token } from './tokenize.ts';

/** What begins with figures: a date, "24 hours", "7 days a week", a telephone number, a time. */
export const readNumber = (tokens: Token[], at: number): ReadLexeme | undefined =>
  readDateFigures(tokens, at) ?? readWholeDay(tokens, at) ?? readPhone(tokens, at) ?? readClock(tokens, at);

const figure = (tokens: Token[], at: number): number | undefined =>
  tokens[at]?.kind === 'number' && tokens[at]?.glued && (tokens[at]?.text.length ?? 9) < 5
    ? Number(tokens[at]?.text)
    : undefined;

const readDateFigures = (tokens: Token[], at: number): ReadLexeme | undefined => {
  const first = tokens[at]?.text ?? '';
  const second = figure(tokens, at + 2);
  if (second === undefined) return undefined;
  const third = figure(tokens, at + 4);
  if (first.length === 4 && signAt(tokens, at + 1, '-') && signAt(tokens, at + 3, '-') && third !== undefined) {
    return { meaning: { kind: 'isoDate', year: Number(first), month: second, day: third }, count: 5 };
  }
  if (first.length > 2 || (tokens[at + 2]?.text.length ?? 0) > 2) return undefined;
  const wholeDay = first === '24' && second >= 5 && second <= 7;
  if (signAt(tokens, at + 1, '/') && !wholeDay) {
    const year = signAt(tokens, at + 3, '/') ? third : undefined;
    const whole = year === undefined ? undefined : year < 100 ? 2000 + year : year;
    const meaning: Meaning = {
      kind: 'figures',
      first: Number(first),
      second,
      ...(whole !== undefined && { year: whole }),
    };
    return { meaning, count: whole === undefined ? 3 : 5 };
  }
  if (signAt(tokens, at + 1, '.') && signAt(tokens, at + 3, '.') && third !== undefined) {
    return {
      meaning: { kind: 'figures', first: second, second: Number(first), year: third < 100 ? 2000 + third : third },
      count: 5,
    };
  }
  return undefined;
};

const readWholeDay = (tokens: Token[], at: number): ReadLexeme | undefined => {
  const value = Number(tokens[at]?.text);
  const joiner = tokens[at + 1]?.text ?? '';
  const perWeek = Number(tokens[at + 2]?.text);
  const dense = joiner === '/' || perWeek === 7;
  if (value === 24 && ['/', 'x', '*', '-'].includes(joiner) && dense && perWeek >= 5 && perWeek <= 7) {
    const year = tokens[at + 3]?.text === joiner && tokens[at + 4]?.text === '365';
    return { meaning: { kind: 'allDay', ...(perWeek < 7 && { perWeek }) }, count: year ? 5 : 3 };
  }
  const hyphen = joiner === '-' ? 1 : 0;
  const unit = tokens[at + 1 + hyphen];
  const text = unit?.text ?? '';
  const digits = tokens[at]?.text.length ?? 0;
  if (digits < 3 && hourWords.has(text) && !(text === 'h' && value < 24)) {
    let count = 2 + hyphen;
    const per = tokens[at + count]?.text ?? '';
    if (per === 'clock') return { meaning: { kind: 'clock24' }, count: count + 1 };
    if (['a', 'per', '/', 'each', 'every'].includes(per) && tokens[at + count + 1]?.text === 'day') count += 2;
    return { meaning: value === 24 ? { kind: 'allDay' } : { kind: 'hours', count: value }, count };
  }
  if (digits < 4 && text.startsWith('day') && (value <= 7 || value >= 360)) {
    let count = 2 + hyphen;
    const per = tokens[at + count]?.text ?? '';
    if (
      ['a', 'per', '/', 'each', 'every', 'of'].includes(per) &&
      /^(week|wk|year|the)$/.test(tokens[at + count + 1]?.text ?? '')
    ) {
      count += tokens[at + count + 1]?.text === 'the' ? 3 : 2;
    }
    return { meaning: { kind: 'perWeek', days: Math.min(value, 7) }, count };
  }
  return undefined;
};

const isMinute = (text: string) => text.length === 2 && Number(text) < 60;

/** "9.00-17.00". */
const dottedTimes = (tokens: Token[], at: number, end: number): boolean => {
  const [hour, dot, minute, dash, lastHour, lastDot, lastMinute] = tokens.slice(at, end).map(({ text }) => text);
  if (end - at !== 7 || dot !== '.' || dash !== '-' || lastDot !== '.') return false;
  return (
    [hour, lastHour].every((text) => Number(text) <= 24) && [minute, lastMinute].every((text) => isMinute(text ?? ''))
  );
};

/** "900-1700": whole quarters of an hour in their order, which few telephone numbers are. */
const plainTimes = (tokens: Token[], at: number, end: number): boolean => {
  const [start = '', dash, last = ''] = tokens.slice(at, end).map(({ text }) => text);
  if (end - at !== 3 || dash !== '-' || start.length !== 3 || last.length !== 4) return false;
  const quarters = [start, last].every((text) => ['00', '15', '30', '45'].includes(text.slice(-2)));
  return quarters && Number(last) <= 2400;
};

/** Telephone numbers and the like: three figures or more in a chain, or 3 then 4 digits. */
const readPhone = (tokens: Token[], at: number): ReadLexeme | undefined => {
  let end = at + 1;
  let digits = tokens[at]?.text.length ?? 0;
  let groups = 1;
  while (groups < 6) {
    const sign = tokens[end]?.text ?? '';
    const next = tokens[end + 1];
    if (!['-', '.'].includes(sign) || next?.kind !== 'number') break;
    digits += next.text.length;
    groups++;
    end += 2;
  }
  if (dottedTimes(tokens, at, end) || plainTimes(tokens, at, end)) return undefined;
  const local = groups === 2 && tokens[at]?.text.length === 3 && digits === 7;
  const long = groups > 2 && digits >= 7 && (tokens[at]?.text.length ?? 0) !== 4 && !tokens[at]?.text.startsWith('0');
  return local || long || digits > 12 || (groups === 1 && digits > 4)
    ? { meaning: { kind: 'unknown' }, count: end - at }
    : undefined;
};

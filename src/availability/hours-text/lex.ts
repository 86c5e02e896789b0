import { dayLetters, dayNamed } from './day-names.ts';
import type { Lexeme, Meaning } from './lexeme.ts';
import { isClock } from './times.ts';
import type { Token } from './tokenize.ts';
import { monthNames, numberWords, ordinalWords, phrases } from './words.ts';
import { readCity, readZone } from './zones.ts';

type Read = { meaning: Meaning; count: number };

/** Gives each token, or run of tokens, its meaning; what has none is `unknown`. Linear: each look-ahead is bounded. */
export const lex = (text: string, tokens: Token[]): Lexeme[] => {
  const lexemes: Lexeme[] = [];
  for (let at = 0; at < tokens.length; ) {
    const quoted = tokens[at]?.text === '"' ? readQuoted(text, tokens, at) : undefined;
    const { meaning, count } = quoted ??
      read(tokens, at, lexemes) ?? { meaning: { kind: 'unknown' as const }, count: 1 };
    const from = tokens[at]?.from ?? 0;
    const to = tokens[at + count - 1]?.to ?? from;
    lexemes.push({ ...meaning, from, to, text: text.slice(from, to), glued: tokens[at]?.glued ?? false });
    at += count;
  }
  return lexemes;
};

const read = (tokens: Token[], at: number, before: Lexeme[]): Read | undefined => {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === 'line') return { meaning: { kind: 'stop', sign: '\n' }, count: 1 };
  if (token.kind === 'number') return readNumber(tokens, at);
  if (token.kind === 'sign') return readSign(tokens, at, before);
  return readWord(tokens, at, before);
};

const readSign = (tokens: Token[], at: number, before: Lexeme[]): Read | undefined => {
  const sign = tokens[at]?.text ?? '';
  const one = (meaning: Meaning): Read => ({ meaning, count: 1 });
  if (sign === '(') {
    const inside = lastZone(before) ? readCity(tokens, at + 1) : undefined;
    if (inside && tokens[at + 1 + inside.count]?.text === ')') {
      return { meaning: { kind: 'zone', zone: inside.zone }, count: inside.count + 2 };
    }
    const canada = ['us', '&', 'canada', ')'].every((text, index) => tokens[at + 1 + index]?.text === text);
    if (lastZone(before) && canada) return { meaning: { kind: 'filler' }, count: 5 };
  }
  if (sign === '-' || sign === '~') {
    const offset = readZone(tokens, at, false, saysZone(before));
    if (offset) return { meaning: { kind: 'zone', zone: offset.zone }, count: offset.count };
    let count = 1;
    while (tokens[at + count]?.text === sign && count < 8) count++;
    return { meaning: { kind: 'to', word: false }, count };
  }
  if (sign === '"') return one({ kind: 'filler' });
  if (sign === '=') return one({ kind: 'to', word: false, typo: true });
  if (sign === '+') {
    const offset = readZone(tokens, at, false, saysZone(before));
    return offset ? { meaning: { kind: 'zone', zone: offset.zone }, count: offset.count } : one({ kind: 'unknown' });
  }
  if (sign === '&') return one({ kind: 'and' });
  if (sign === ',') return one({ kind: 'comma' });
  if (sign === ':') return one({ kind: 'colon' });
  if (sign === '@') return one({ kind: 'filler' });
  if (sign === '/') return one({ kind: 'slash' });
  if (';|()[]{}'.includes(sign))
    return one({ kind: 'stop', sign: sign === '[' || sign === '{' ? '(' : sign === ']' || sign === '}' ? ')' : sign });
  if (sign === '.' || sign === '!' || sign === '*') {
    const next = tokens[at + 1];
    const goesOn = sign === '.' && next?.kind === 'sign' && '-,:;/)'.includes(next.text);
    return one(goesOn ? { kind: 'filler' } : { kind: 'stop', sign });
  }
  return undefined;
};

const lastZone = (before: Lexeme[]) => before.at(-1)?.kind === 'zone';
const saysZone = (before: Lexeme[]) => {
  const last = before.at(-1)?.kind === 'colon' ? before.at(-2) : before.at(-1);
  return last?.kind === 'filler' && /zone|tz/i.test(last.text);
};

/** Words in quotation marks, as typed. */
const readQuoted = (text: string, tokens: Token[], at: number): Read | undefined => {
  for (let end = at + 1; end < tokens.length; end++) {
    if (tokens[end]?.text !== '"') continue;
    return { meaning: { kind: 'quoted', words: text.slice(tokens[at]?.to, tokens[end]?.from) }, count: end - at + 1 };
  }
  return undefined;
};

/** The mark behind a time ("am", "p.m.", "a", "noon") and how many tokens it takes. */
const readMark = (
  tokens: Token[],
  at: number,
): { mark: 'am' | 'pm' | 'noon' | 'midnight'; count: number } | undefined => {
  const token = tokens[at];
  const text = token?.text ?? '';
  if (text === 'am' || text === 'pm') {
    const behind = tokens[at + 2];
    const dotted =
      tokens[at + 1]?.text === '.' && tokens[at + 1]?.glued && (behind?.kind === 'sign' || behind?.text === 'to');
    return { mark: text, count: dotted ? 2 : 1 };
  }
  if (text === 'noon' || text === 'n' || text === 'midday') return { mark: 'noon', count: 1 };
  if (text === 'midnight' || text === 'mn' || text === 'midnite') return { mark: 'midnight', count: 1 };
  if (text !== 'a' && text !== 'p') return undefined;
  const mark = text === 'a' ? 'am' : 'pm';
  const next = tokens[at + 1];
  if (next?.text === '.' && tokens[at + 2]?.text === 'm') {
    return { mark, count: tokens[at + 3]?.text === '.' && tokens[at + 3]?.glued ? 4 : 3 };
  }
  if (next?.text === 'm' && !next.glued) return { mark, count: tokens[at + 2]?.text === '.' ? 3 : 2 };
  if (token?.glued) return { mark, count: next?.text === '.' && next.glued && tokens[at + 2]?.kind !== 'word' ? 2 : 1 };
  return next === undefined || next.kind === 'sign' || next.kind === 'line' ? { mark, count: 1 } : undefined;
};

const hourWords = new Set(['hour', 'hours', 'hr', 'hrs', 'h', "hour's", "hours'"]);

const readNumber = (tokens: Token[], at: number): Read | undefined =>
  readDateFigures(tokens, at) ?? readWholeDay(tokens, at) ?? readPhone(tokens, at) ?? readClock(tokens, at);

const figure = (tokens: Token[], at: number): number | undefined =>
  tokens[at]?.kind === 'number' && tokens[at]?.glued && (tokens[at]?.text.length ?? 9) < 5
    ? Number(tokens[at]?.text)
    : undefined;
const signAt = (tokens: Token[], at: number, sign: string) => tokens[at]?.text === sign && tokens[at]?.glued === true;

const readDateFigures = (tokens: Token[], at: number): Read | undefined => {
  const first = tokens[at]?.text ?? '';
  const second = figure(tokens, at + 2);
  if (second === undefined) return undefined;
  const third = figure(tokens, at + 4);
  if (first.length === 4 && signAt(tokens, at + 1, '-') && signAt(tokens, at + 3, '-') && third !== undefined) {
    return { meaning: { kind: 'isoDate', year: Number(first), month: second, day: third }, count: 5 };
  }
  if (first.length > 2 || (tokens[at + 2]?.text.length ?? 0) > 2) return undefined;
  const wholeDay = first === '24' && second === 7;
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

const readWholeDay = (tokens: Token[], at: number): Read | undefined => {
  const value = Number(tokens[at]?.text);
  const joiner = tokens[at + 1]?.text ?? '';
  if (value === 24 && ['/', 'x', '*', '-'].includes(joiner) && tokens[at + 2]?.text === '7') {
    const year = tokens[at + 3]?.text === '/' && tokens[at + 4]?.text === '365';
    return { meaning: { kind: 'allDay', everyDay: true }, count: year ? 5 : 3 };
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
    return { meaning: value === 24 ? { kind: 'allDay', everyDay: false } : { kind: 'hours', count: value }, count };
  }
  if (digits < 4 && text.startsWith('day') && (value <= 7 || value >= 365)) {
    let count = 2 + hyphen;
    const per = tokens[at + count]?.text ?? '';
    if (
      ['a', 'per', '/', 'each', 'every', 'of'].includes(per) &&
      /^(week|year|the)$/.test(tokens[at + count + 1]?.text ?? '')
    ) {
      count += tokens[at + count + 1]?.text === 'the' ? 3 : 2;
    }
    return { meaning: { kind: 'perWeek', days: Math.min(value, 7) }, count };
  }
  return undefined;
};

/** Telephone numbers and the like: three figures or more in a chain, or 3 then 4 digits. */
const readPhone = (tokens: Token[], at: number): Read | undefined => {
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
  const local = groups === 2 && tokens[at]?.text.length === 3 && digits === 7;
  const long = groups > 2 && digits >= 7 && (tokens[at]?.text.length ?? 0) !== 4 && !tokens[at]?.text.startsWith('0');
  return local || long || digits > 12 || (groups === 1 && digits > 4)
    ? { meaning: { kind: 'unknown' }, count: end - at }
    : undefined;
};

const readClock = (tokens: Token[], at: number): Read | undefined => {
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
  const mark = readMark(tokens, at + count);
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

const readWord = (tokens: Token[], at: number, before: Lexeme[]): Read | undefined => {
  const token = tokens[at];
  const text = token?.text ?? '';
  const one = (meaning: Meaning): Read => ({ meaning, count: 1 });
  const last = before.at(-1);
  const behindStop = last?.kind === 'stop' && last.sign === '(' ? before.at(-2) : last;
  const afterTime =
    behindStop?.kind === 'clock' ||
    behindStop?.kind === 'number' ||
    behindStop?.kind === 'zone' ||
    behindStop?.kind === 'allDay';
  const slashed = last?.kind === 'slash' && before.at(-2)?.kind === 'zone';

  const letters = readDayLetter(tokens, at, before);
  if (letters !== undefined && !(afterTime && text === 'mt')) return one({ kind: 'days', mask: letters });
  const zone = readZone(tokens, at, afterTime || slashed, saysZone(before));
  if (zone) return { meaning: { kind: 'zone', zone: zone.zone }, count: zone.count };
  if (text === 'noon' || text === 'midday' || text === 'midnight' || text === 'noontime') {
    const mark = text === 'midnight' ? 'midnight' : 'noon';
    return one({ kind: 'clock', clock: { hour: 12, minute: 0, mark, led: false, bare: false, typo: false } });
  }
  const phrase = readPhrase(tokens, at);
  if (phrase && (phrase.count > 1 || text.length > 2)) return ambiguousPhrase(phrase, tokens, at) ?? phrase;
  const month = readMonth(tokens, at, before);
  const abbreviated = text.length < 6 && signAt(tokens, at + 1, '.') ? 2 : 1;
  if (month) return { meaning: { kind: 'month', month }, count: abbreviated };
  const day = dayNamed(text);
  if (day) return { meaning: { kind: 'days', mask: day.mask, ...(day.typo && { typo: true }) }, count: abbreviated };
  if (phrase) return phrase;
  const ordinal = ordinalWords.get(text);
  if (ordinal) return one({ kind: 'ordinal', value: ordinal });
  const number = numberWords.get(text);
  if (number) {
    const days = tokens[at + 1]?.text === 'days' && number <= 7;
    if (days) return { meaning: { kind: 'perWeek', days: number }, count: tokens[at + 2]?.text === 'a' ? 4 : 2 };
    return undefined;
  }
  if (text === 'no') {
    const next = readWord(tokens, at + 1, []);
    if (next?.meaning.kind === 'days' || next?.meaning.kind === 'holiday') return one({ kind: 'closed' });
  }
  if (text.startsWith('appoint') || text.startsWith('appt')) return one({ kind: 'condition' });
  return undefined;
};

/** "other" or "second" before a day or in "last Friday" keep their meaning; "spring" and "fall" may be verbs elsewhere. */
const ambiguousPhrase = (phrase: Read, tokens: Token[], at: number): Read | undefined => {
  const { meaning } = phrase;
  if (meaning.kind === 'closed' && tokens[at]?.text === 'close' && phrase.count === 1) {
    return tokens[at - 1]?.text === '-' || ['to', 'til', 'till', 'until'].includes(tokens[at - 1]?.text ?? '')
      ? { meaning: { kind: 'sun' }, count: 1 }
      : undefined;
  }
  return undefined;
};

const readPhrase = (tokens: Token[], at: number): Read | undefined => {
  for (const { rest, meaning } of phrases.get(tokens[at]?.text ?? '') ?? []) {
    let end = at + 1;
    const whole = rest.every((word) => {
      if (tokens[end]?.text === '-' && tokens[end + 1]?.text === word && tokens[end]?.glued) end++;
      return tokens[end++]?.text === word;
    });
    if (whole) return { meaning, count: end - at };
  }
  return undefined;
};

const readMonth = (tokens: Token[], at: number, before: Lexeme[]): number | undefined => {
  const month = monthNames.get(tokens[at]?.text ?? '');
  // "may" is a month beside a figure, a joiner or another month, and a verb elsewhere.
  if (month !== 5) return month;
  const next = tokens[at + 1];
  const joiners = ['to', 'through', 'thru', 'until', 'and'];
  const dated = next === undefined || next.kind !== 'word' || joiners.includes(next.text) || monthNames.has(next.text);
  const last = before.at(-1)?.kind;
  return dated || last === 'number' || last === 'ordinal' || dayNamed(next?.text ?? '') ? month : undefined;
};

const joinsDays = new Set(['-', ',', '/', '&', 'and', 'to', 'thru', 'through', ':', '.']);

const readDayLetter = (tokens: Token[], at: number, before: Lexeme[]): number | undefined => {
  const shape = tokens[at]?.shape ?? '';
  const previous = tokens[at - 1];
  const next = tokens[at + 1];
  const last = before.at(-1);
  const afterDays = before.at(-2)?.kind === 'days';
  if (shape === 'We') {
    const listed = joinsDays.has(next?.text ?? '') || next?.kind === 'number';
    return listed || (joinsDays.has(previous?.text ?? '') && afterDays) ? 4 : undefined;
  }
  if (
    shape === 'm' &&
    ['-', 'to'].includes(next?.text ?? '') &&
    ['f', 'th', 'fri', 'friday'].includes(tokens[at + 2]?.text ?? '')
  )
    return 1;
  if (shape === 'f' && afterDays && last?.kind === 'to') return 16;
  if (shape.length > 1) return dayLetters(shape);
  if (previous?.text === "'" || previous?.text === '.') return undefined;
  const pairOf = (letter: string) => tokens[at + 2]?.shape === letter && joinsDays.has(next?.text ?? '');
  if (shape === 'S') {
    if (pairOf('S')) return 32;
    if (tokens[at - 2]?.shape === 'S' && joinsDays.has(previous?.text ?? '')) return 64;
    return tokens[at - 2]?.shape === 'F' && last?.kind !== 'to' ? 32 : undefined;
  }
  if (shape === 'T' && afterDays) {
    const seen = before.slice(-4).find((lexeme) => lexeme.kind === 'days' && lexeme.text === 'W');
    if (seen) return 8;
  }
  return { M: 1, T: 2, W: 4, F: 16 }[shape];
};

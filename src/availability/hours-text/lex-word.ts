import { dayNamed } from './day-names.ts';
import { readDayLetter } from './lex-day-letter.ts';
import { type Lexeme, type Meaning, type ReadLexeme, saysZone } from './lexeme.ts';
import { signAt, type Token } from './tokenize.ts';
import { monthNames, numberWords, ordinalWords, phrases } from './words.ts';
import { readInitials, readZone } from './zones.ts';

/** What begins with a word: days, a zone, noon, a phrase, a month, a number or an ordinal. */
export const readWord = (tokens: Token[], at: number, before: Lexeme[]): ReadLexeme | undefined => {
  const token = tokens[at];
  const text = token?.text ?? '';
  const one = (meaning: Meaning): ReadLexeme => ({ meaning, count: 1 });
  const last = before.at(-1);
  const behindStop = last?.kind === 'stop' && last.sign === '(' ? before.at(-2) : last;
  const afterTime =
    behindStop?.kind === 'clock' ||
    behindStop?.kind === 'number' ||
    behindStop?.kind === 'zone' ||
    behindStop?.kind === 'allDay';
  const slashed = last?.kind === 'slash' && before.at(-2)?.kind === 'zone';

  if (text === 'u' && signAt(tokens, at + 1, '.') && tokens[at + 2]?.text === 's') {
    return { meaning: { kind: 'filler' }, count: signAt(tokens, at + 3, '.') ? 4 : 3 };
  }
  const initials = readInitials(tokens, at);
  if (initials) return { meaning: { kind: 'zone', zone: initials.zone }, count: initials.count };
  const letters = readDayLetter(tokens, at, before);
  if (letters !== undefined && !(afterTime && text === 'mt')) return one({ kind: 'days', mask: letters });
  const zone = readZone(tokens, at, afterTime || slashed, saysZone(before));
  if (zone) return { meaning: { kind: 'zone', zone: zone.zone }, count: zone.count };
  if (text === 'noon' || text === 'midday' || text === 'midnight' || text === 'noontime') {
    const mark = text === 'midnight' ? 'midnight' : 'noon';
    return one({ kind: 'clock', clock: { hour: 12, minute: 0, mark, led: false, bare: false, typo: false } });
  }
  if (text === 'but' || text === 'not') {
    const next = tokens[at + 1]?.text === 'on' ? at + 2 : at + 1;
    if (dayNamed(tokens[next]?.text ?? '')) return one({ kind: 'except' });
  }
  const phrase = readPhrase(tokens, at);
  if (phrase && (phrase.count > 1 || text.length > 2)) return closeAsEnd(phrase, tokens, at) ?? phrase;
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
    const clock = readHourWord(tokens, at, number, before);
    if (clock) return clock;
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

const amounts = new Set('business working days day hours hour minutes weeks week people'.split(' '));
const spans = new Set(['to', 'till', 'til', 'until', 'thru', 'through', '-']);

/** "Noon to one", "nine to five": an hour in a word, on either side of a span. */
const readHourWord = (tokens: Token[], at: number, hour: number, before: Lexeme[]): ReadLexeme | undefined => {
  const isHour = (token: Token | undefined) => numberWords.has(token?.text ?? '') || token?.text === 'noon';
  const begins = spans.has(tokens[at + 1]?.text ?? '') && isHour(tokens[at + 2]);
  const ends = before.at(-1)?.kind === 'to' && ['clock', 'number'].includes(before.at(-2)?.kind ?? '');
  const behind = tokens[begins ? at + 3 : at + 1]?.text ?? '';
  if (!(begins || ends) || amounts.has(behind)) return undefined;
  return { meaning: { kind: 'number', value: hour, digits: 1 }, count: 1 };
};

/** "9am to close": an end that nobody knows; elsewhere "close" says nothing by itself. */
const closeAsEnd = (phrase: ReadLexeme, tokens: Token[], at: number): ReadLexeme | undefined => {
  const { meaning } = phrase;
  if (meaning.kind === 'closed' && tokens[at]?.text === 'close' && phrase.count === 1) {
    return tokens[at - 1]?.text === '-' || ['to', 'til', 'till', 'until'].includes(tokens[at - 1]?.text ?? '')
      ? { meaning: { kind: 'sun' }, count: 1 }
      : undefined;
  }
  return undefined;
};

const readPhrase = (tokens: Token[], at: number): ReadLexeme | undefined => {
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

import { kindAt, type ReadAtom } from './atom.ts';
import { clockAt, rightEnd } from './atom-ranges.ts';
import type { Lexeme } from './lexeme.ts';
import type { Clock } from './times.ts';

const opening = new Set(['opens', 'open', 'opening']);
const closing = new Set(['closes', 'close', 'closing', 'until', 'till', 'til', 'untill', 'up to', 'up until']);
/** Words that say so even of digits alone: "until 8". */
const plain = new Set(['opens', 'closes', 'until', 'till', 'til']);

const wordAt = (lexemes: Lexeme[], at: number) => lexemes[at]?.text.toLowerCase() ?? '';

/** The time behind a word that opens or closes, over "at" and a colon; none when a range begins there. */
const clockBehind = (lexemes: Lexeme[], at: number): { clock: Clock; next: number } | undefined => {
  let next = at + 1;
  while (next < at + 3 && ['filler', 'colon'].includes(kindAt(lexemes, next) ?? '')) next++;
  const clock = clockAt(lexemes, next);
  const right = rightEnd(lexemes, next);
  const ranges = right !== undefined && (kindAt(lexemes, right) === 'sun' || clockAt(lexemes, right) !== undefined);
  if (!clock || ranges || (clock.bare && !plain.has(wordAt(lexemes, at)))) return undefined;
  return { clock, next: next + 1 };
};

/** "Wednesdays to 1 pm", "closed at noon". */
const closesHere = (lexemes: Lexeme[], at: number): boolean =>
  (wordAt(lexemes, at) === 'to' && kindAt(lexemes, at - 1) === 'days') ||
  (wordAt(lexemes, at) === 'closed' && wordAt(lexemes, at + 1) === 'at');

/** "Until 8 pm", "opens at 9": one end of a day's hours; "opens 9 am, closes 5 pm" is both. */
export const readBound = (lexemes: Lexeme[], at: number): ReadAtom | undefined => {
  const opens = opening.has(wordAt(lexemes, at));
  if (!opens && !closing.has(wordAt(lexemes, at)) && !closesHere(lexemes, at)) return undefined;
  const first = clockBehind(lexemes, at);
  if (!first) return undefined;
  const { clock, next } = first;
  // "Closed until 10": the day opens then, and when it closes is said elsewhere or not at all.
  if (!opens && kindAt(lexemes, at - 1) === 'closed') return { part: { kind: 'broken' }, count: next - at };
  if (!opens) return { part: { kind: 'bound', clock, end: true }, count: next - at };
  const joined = ['comma', 'and', 'slash', 'stop', 'to'].includes(kindAt(lexemes, next) ?? '') ? next + 1 : next;
  const last = closing.has(wordAt(lexemes, joined)) ? clockBehind(lexemes, joined) : undefined;
  if (!last) return { part: { kind: 'bound', clock, end: false }, count: next - at };
  return { part: { kind: 'range', typed: { start: clock, end: last.clock, nextDay: false } }, count: last.next - at };
};

import { dayLetters } from './day-names.ts';
import type { Lexeme } from './lexeme.ts';
import type { Token } from './tokenize.ts';

const joinsDays = new Set(['-', ',', '/', '&', 'and', 'to', 'thru', 'through', ':', '.']);

/** Days as letters: M, T, W, F, "MWF", S among other letters; undefined when the letter is none. */
export const readDayLetter = (tokens: Token[], at: number, before: Lexeme[]): number | undefined => {
  const shape = tokens[at]?.shape ?? '';
  const previous = tokens[at - 1];
  const next = tokens[at + 1];
  const last = before.at(-1);
  const afterDays = before.at(-2)?.kind === 'days';
  if (shape === 'We') {
    const listed = joinsDays.has(next?.text ?? '') || next?.kind === 'number';
    const verb = ['are', 'have', 'will', 'offer', 'do', 'can'].includes(next?.text ?? '');
    return listed || (joinsDays.has(previous?.text ?? '') && afterDays && !verb) ? 4 : undefined;
  }
  if (shape.length > 1) return dayLetters(shape);
  const inWord = previous?.text === "'" || (previous?.text === '.' && !afterDays);
  if (tokens[at]?.glued && inWord) return undefined;
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

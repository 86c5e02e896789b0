import { dayNamed } from './day-names.ts';
import type { Token } from './tokenize.ts';

const joins = new Set(['-', ',', '/', '&', 'and', 'to', 'thru', 'through']);
const isLetter = (text: string) => /^(?:[mtwfs]|th)$/.test(text);
/** "mwf", "tth"; not "mt" or "ft", which are words. */
const isCompact = (text: string) =>
  text.length < 10 && /^(?:[mwf]|th?){2,}$/.test(text) && !/^(?:mt|ft|wt)$/.test(text);
const isSmall = ({ text, shape }: Token) => shape === text && (isLetter(text) || isCompact(text));

const isDay = (tokens: Token[], at: number): boolean => {
  const token = tokens[at];
  if (token?.kind !== 'word') return false;
  if (dayNamed(token.text)?.typo === false) return true;
  if (!isLetter(token.text) && !isCompact(token.text)) return false;
  const before = tokens[at - 1];
  const inWord = before?.kind === 'number' || before?.text === "'" || before?.text === '.' || before?.text === '&';
  // "w/ Friday" is "with Friday".
  const shortFor = token.text === 'w' && tokens[at + 1]?.text === '/' && !isLetter(tokens[at + 2]?.text ?? '');
  return !shortFor && !(token.glued && inWord && !joins.has(before.text));
};

/** Days that stand together, each run by its places. */
const runsOf = (tokens: Token[]): number[][] => {
  const runs: number[][] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!isDay(tokens, at)) continue;
    const places = [at];
    while (joins.has(tokens[at + 1]?.text ?? '') && isDay(tokens, at + 2)) {
      at += 2;
      places.push(at);
    }
    runs.push(places);
  }
  return runs;
};

const besideTime = (tokens: Token[], at: number): boolean =>
  tokens[at + 1]?.kind === 'number' || tokens[at - 1]?.kind === 'number' || /^[ap]m?$/.test(tokens[at - 1]?.text ?? '');

/**
 * Gives days typed as small letters ("m, w, f", "m-fri", "mwf") the shape of large ones where at least two stand together,
 * and in such a text one that stands alone beside a time ("9-5 m-th, 9-3 f").
 */
export const raiseDayLetters = (tokens: Token[]): Token[] => {
  const raised = [...tokens];
  const runs = runsOf(tokens).map((places) => {
    const small = places.filter((at) => tokens[at] && isSmall(tokens[at]));
    const several = places.length > 1 || small.some((at) => isCompact(tokens[at]?.text ?? ''));
    return { small, several };
  });
  const used = runs.some(({ small, several }) => several && small.length > 0);
  for (const { small, several } of runs) {
    for (const at of small) {
      const token = tokens[at];
      if (!token || !(several || (used && besideTime(tokens, at)))) continue;
      raised[at] = { ...token, shape: token.text.replaceAll(/[mtwfs]/g, (letter) => letter.toUpperCase()) };
    }
  }
  return raised;
};

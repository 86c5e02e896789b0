import { readNumber } from './lex-number.ts';
import { readWord } from './lex-word.ts';
import { type Lexeme, type Meaning, type ReadLexeme, saysZone } from './lexeme.ts';
import type { Token } from './tokenize.ts';
import { readCity, readZone } from './zones.ts';

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

const read = (tokens: Token[], at: number, before: Lexeme[]): ReadLexeme | undefined => {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === 'line') return { meaning: { kind: 'stop', sign: '\n' }, count: 1 };
  if (token.kind === 'number') return readNumber(tokens, at);
  if (token.kind === 'sign') return readSign(tokens, at, before);
  return readWord(tokens, at, before);
};

const readSign = (tokens: Token[], at: number, before: Lexeme[]): ReadLexeme | undefined => {
  const sign = tokens[at]?.text ?? '';
  const one = (meaning: Meaning): ReadLexeme => ({ meaning, count: 1 });
  if (sign === '(' && lastZone(before)) {
    const inside = readCity(tokens, at + 1);
    if (inside && tokens[at + 1 + inside.count]?.text === ')') {
      return { meaning: { kind: 'zone', zone: inside.zone }, count: inside.count + 2 };
    }
    const canada = /^us (&|and) canada \)$/.test(
      tokens
        .slice(at + 1, at + 5)
        .map(({ text }) => text)
        .join(' '),
    );
    if (canada) return { meaning: { kind: 'filler' }, count: 5 };
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
    return offset
      ? { meaning: { kind: 'zone', zone: offset.zone }, count: offset.count }
      : one({ kind: before.at(-1)?.kind === 'days' ? 'and' : 'unknown' });
  }
  if (sign === '&') return one({ kind: 'and' });
  if (sign === ',') return one({ kind: 'comma' });
  if (sign === ':') return one({ kind: 'colon' });
  if (sign === '@') return one({ kind: 'filler' });
  if (sign === '/') return one({ kind: 'slash' });
  if (';|()[]{}'.includes(sign)) {
    let count = 1;
    while (tokens[at + count]?.text === sign) count++;
    const bracket = sign === '[' || sign === '{' ? '(' : sign === ']' || sign === '}' ? ')' : sign;
    return { meaning: { kind: 'stop', sign: bracket }, count };
  }
  if (sign === '.' || sign === '!' || sign === '*') {
    const next = tokens[at + 1];
    const letters = before.at(-1)?.kind === 'days' && next?.kind === 'word' && next.glued;
    if (letters && next.shape.length < 3) return one({ kind: 'comma' });
    const goesOn = sign === '.' && next?.kind === 'sign' && '-,:;/)'.includes(next.text);
    return one(goesOn ? { kind: 'filler' } : { kind: 'stop', sign });
  }
  return undefined;
};

const lastZone = (before: Lexeme[]) => before.at(-1)?.kind === 'zone';

/** Words in quotation marks, as typed. */
const readQuoted = (text: string, tokens: Token[], at: number): ReadLexeme | undefined => {
  for (let end = at + 1; end < tokens.length; end++) {
    if (tokens[end]?.text !== '"') continue;
    return { meaning: { kind: 'quoted', words: text.slice(tokens[at]?.to, tokens[end]?.from) }, count: end - at + 1 };
  }
  return undefined;
};

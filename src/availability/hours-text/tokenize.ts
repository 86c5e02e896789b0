import type { TextSpan } from '../../contract/parsed-hours.ts';
import { dayNamed } from './day-names.ts';

/** A word (lower case in `text`, as typed but for odd glyphs in `shape`), a run of digits, any other sign, or a line's end. */
export type Token = TextSpan & {
  kind: 'word' | 'number' | 'sign' | 'line';
  text: string;
  shape: string;
  /** Nothing stands between it and the token before. */
  glued: boolean;
};

/** Whether this sign stands at a place, with nothing before it. */
export const signAt = (tokens: Token[], at: number, sign: string) =>
  tokens[at]?.text === sign && tokens[at]?.glued === true;

const breakingTags = new Set(['br', 'p', 'div', 'li', 'tr', 'ul', 'ol', 'td']);
const entities = new Map([
  ['nbsp', ' '],
  ['ensp', ' '],
  ['emsp', ' '],
  ['amp', '&'],
  ['ndash', '-'],
  ['mdash', '-'],
  ['#8211', '-'],
  ['#8212', '-'],
  ['#160', ' '],
  ['#39', "'"],
]);

/** One UTF-16 unit as the ASCII sign it stands for; empty when it has no width. */
const fold = (char: string): string => {
  const code = char.charCodeAt(0);
  if (code < 0x80) return code < 0x20 && code !== 10 && code !== 13 ? ' ' : char;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (
    (code >= 0x2010 && code <= 0x2015) ||
    code === 0x2212 ||
    code === 0x2192 ||
    code === 0x2500 ||
    code === 0xfe58 ||
    code === 0xfe63
  )
    return '-';
  if (code === 0x301c || code === 0x223c || code === 0x2053) return '~';
  if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f || code === 0x3000) {
    return ' ';
  }
  if ((code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff || code === 0xad) return '';
  if (code === 0x2018 || code === 0x2019 || code === 0x2bc || code === 0xb4) return "'";
  if (code === 0x201c || code === 0x201d) return '"';
  if (code === 0x2022 || code === 0xb7 || code === 0x25cf || code === 0x2028 || code === 0x2029) return '\n';
  return char;
};

const isDigit = (char: string) => char >= '0' && char <= '9' && char.length === 1;
const isLetter = (char: string) =>
  (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || (char > '\x7f' && /\p{L}|\p{M}/u.test(char));

/** A tag or entity at `at`, or a dash that was decoded wrongly: what it stands for and its length. */
const markup = (text: string, at: number): { stands: string; length: number } | undefined => {
  const char = text[at];
  if (char === '<') {
    const end = text.slice(at, at + 40).indexOf('>');
    const tag = end > 0 ? /^<\/?([a-z]{1,10})\b/i.exec(text.slice(at, at + end)) : null;
    return tag ? { stands: breakingTags.has(tag[1]?.toLowerCase() ?? '') ? '\n' : ' ', length: end + 1 } : undefined;
  }
  if (char === '&') {
    const end = text.slice(at, at + 8).indexOf(';');
    const stands = end > 0 ? entities.get(text.slice(at + 1, at + end)) : undefined;
    return stands ? { stands, length: end + 1 } : undefined;
  }
  // The code of a dash, left over from another format.
  const code = char === '\\' || char === 'u' ? /^\\?u201[0-5]/.exec(text.slice(at, at + 6))?.[0] : undefined;
  if (code && !isLetter(text[at - 1] ?? '')) return { stands: '-', length: code.length };
  if (char === '\xe2' && text[at + 1] === '\u20ac' && /[\u201c\u201d]/.test(text[at + 2] ?? '')) {
    return { stands: '-', length: 3 };
  }
  return undefined;
};

type Unit = TextSpan & { char: string };

const units = (text: string): Unit[] => {
  const found: Unit[] = [];
  for (let at = 0; at < text.length; ) {
    const mark = markup(text, at);
    const char = mark?.stands ?? fold(text[at] ?? '');
    const to = at + (mark?.length ?? 1);
    if (char) found.push({ char, from: at, to });
    at = to;
  }
  return found;
};

/** Cuts a text into tokens, in time linear in its length. Any text will do. */
export const tokenize = (text: string): Token[] => {
  const all = units(text);
  const tokens: Token[] = [];
  let glued = false;
  const push = (kind: Token['kind'], first: number, end: number) => {
    const from = all[first]?.from ?? 0;
    const to = all[end - 1]?.to ?? from;
    let shape = '';
    for (let at = first; at < end; at++) shape += all[at]?.char;
    tokens.push({ kind, text: shape.toLowerCase(), shape, from, to, glued });
    glued = true;
  };
  const charAt = (at: number) => all[at]?.char ?? '';
  // "5:00 PMTuesday": lines run together.
  const isDayName = (from: number, to: number) => {
    const word = all.slice(from, Math.min(to, from + 12)).map(({ char }) => char);
    return dayNamed(word.join('').toLowerCase())?.typo === false;
  };
  for (let at = 0; at < all.length; ) {
    const char = charAt(at);
    if (char === ' ') {
      glued = false;
      at++;
      continue;
    }
    let end = at + 1;
    if (isDigit(char)) {
      while (isDigit(charAt(end))) end++;
      push('number', at, end);
    } else if (isLetter(char)) {
      while (isLetter(charAt(end)) || (charAt(end) === "'" && isLetter(charAt(end + 1)))) end++;
      const half = /^[ap]m/i.test(charAt(at) + charAt(at + 1)) && end - at > 2 && tokens.at(-1)?.kind === 'number';
      const clock = half && (glued || isDayName(at + 2, end));
      if (clock) push('word', at, at + 2);
      push('word', clock ? at + 2 : at, end);
    } else if (char === '\n' || char === '\r') {
      while (charAt(end) && '\n\r '.includes(charAt(end))) end++;
      push('line', at, end);
    } else {
      push('sign', at, end);
    }
    at = end;
  }
  return tokens;
};

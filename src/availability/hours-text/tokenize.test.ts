import { expect, test } from 'vitest';
import { tokenize } from './tokenize.ts';

const texts = (text: string) => tokenize(text).map((token) => token.text);

test('cuts words, figures and signs, with their places in the text as typed', () => {
  const text = 'Mon: 9am–5pm';
  expect(texts(text)).toEqual(['mon', ':', '9', 'am', '-', '5', 'pm']);
  expect(
    tokenize(text)
      .map(({ from, to }) => text.slice(from, to))
      .join(''),
  ).toBe('Mon:9am–5pm');
});

test('reads odd glyphs as the signs they stand for', () => {
  expect(texts('9\u20115')).toEqual(['9', '-', '5']);
  expect(texts('９：００\u00a0～\u200b５')).toEqual(['9', ':', '00', '~', '5']);
  expect(texts('9 \u00e2\u20ac\u201c 5')).toEqual(['9', '-', '5']);
  expect(texts('Mon &ndash; Fri&nbsp;9')).toEqual(['mon', '-', 'fri', '9']);
});

test('a break in HTML ends the line, other tags are room', () => {
  expect(tokenize('Mon<br/>Tue <b>Wed</b>').map((token) => token.kind)).toEqual(['word', 'line', 'word', 'word']);
});

test('parts am and pm from what is stuck to them', () => {
  expect(texts('5pmEST')).toEqual(['5', 'pm', 'est']);
});

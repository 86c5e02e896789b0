import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf } from './links.ts';

const linksOf = (text: string) => partsOf(text).flatMap(({ href }) => href ?? []);

test('addresses become links, and what ends the sentence stays out of them', () => {
  expect(linksOf('See https://example.com/tea?a=1&b=2. Or (http://example.com), "https://example.com/b"!')).toEqual([
    'https://example.com/tea?a=1&b=2',
    'http://example.com',
    'https://example.com/b',
  ]);
  expect(linksOf('https://example.com/Tea_(meal) (or https://example.com/Tea_(meal))')).toEqual([
    'https://example.com/Tea_(meal)',
    'https://example.com/Tea_(meal)',
  ]);
  expect(linksOf('Write to ann.lee+tea@mail.example.com.')).toEqual(['mailto:ann.lee+tea@mail.example.com']);
});

test('nothing else becomes a link', () => {
  expect(
    linksOf('javascript:alert(1) ftp://a.example data:text/html,x //a.example @ann ann@home https:// 3@4'),
  ).toEqual([]);
});

test('whatever the text, its parts joined are the text, and links have one of three schemes and no sentence end', () => {
  const piece = fc.constantFrom(
    'https://',
    'HTTP://',
    'a',
    'é',
    '@',
    '.',
    ')',
    '(',
    ' ',
    '\n',
    '"',
    '<b>',
    ',',
    'co',
    '-',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const parts = partsOf(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      for (const { text, href } of parts.filter((part) => part.href)) {
        expect(href).toMatch(/^(https?:\/\/|mailto:)./i);
        expect(text).not.toMatch(/[.,]$/);
      }
    }),
  );
});

// A search whose time grows with the square of the length takes many minutes for these.
test.each(['a', 'a.', 'a@', '.', 'http://', 'https://a.example/)', '(', 'a@b.'])(
  'a million letters of "%s"',
  (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(
      partsOf(text)
        .map((part) => part.text)
        .join('') === text,
    ).toBe(true);
  },
);

import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';
import { escapeName, escapeText, escapeWithin, showable } from './escape.ts';

const corpus = [
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<@U012AB3CD>',
  '<!subteam^S012|@team>',
  '<#C012|general>',
  '<https://evil.example|slack.com>',
  '&lt;!channel&gt;',
  '&amp;lt;!channel&amp;gt;',
  'a < b && c > d',
  '<<!channel>>',
  '<!date^1^{time}|now>',
];

test.each(corpus)('nothing in %s can ping or link, and it reads back as it was', (text) => {
  expect(escapeText(text)).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  expect(decodeText(escapeText(text))).toBe(text);
  expect(escapeName(text)).not.toMatch(/[<>]/);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('a cut at %d leaves no half entity and no half character', (limit) => {
  const cut = escapeWithin('a<b&😀<c', limit);
  expect(cut.length).toBeLessThanOrEqual(limit);
  expect(cut).toMatch(/^([^&]|&(amp|lt|gt);)*…$/);
  expect(cut.isWellFormed()).toBe(true);
});

test('names carry no formatting, no lines, no turned reading direction, and are never empty', () => {
  expect(escapeName('*Ann* <!channel>\n_x_ `y` ~z~ \u202egnp')).toBe('Ann &lt;!channel&gt; x y z gnp');
  expect(escapeName(' \n* ')).toBe('Customer');
  expect(escapeName('x'.repeat(500))).toHaveLength(80);
});

test('control characters and half characters are not sent', () => {
  expect(showable('a\0\u0007b\r\nc\td\ud800')).toBe('ab\nc\td\ufffd');
});

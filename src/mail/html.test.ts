import { expect, test } from 'vitest';
import { textAsHtml } from './html.ts';

test('text means nothing as HTML, and only links to the site can be followed', () => {
  expect(textAsHtml('a <b> & "c"\nd')).toBe('a &lt;b&gt; &amp; &quot;c&quot;<br>\nd');
  const text = 'https://shop.example/a?b=1&c https://shop.example.evil.test/ http://shop.example/';
  expect(textAsHtml(text, 'https://shop.example').match(/href="[^"]*"/g)).toEqual([
    'href="https://shop.example/a?b=1&amp;c"',
  ]);
  expect(textAsHtml(text)).not.toContain('<a');
});

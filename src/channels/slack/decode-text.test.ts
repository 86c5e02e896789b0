import { expect, test } from 'vitest';
import { decodeText, longestText, storable } from './decode-text.ts';

test.each([
  ['Hi <@U1|maya> and <@U2>', 'Hi @maya and @someone'],
  ['<#C1|help> <#C2>', '#help #channel'],
  ['<!here> <!channel|channel> <!subteam^S1|@support> <!subteam^S2>', '@here channel @support @group'],
  ['<!date^1^{time}|10:00 UTC>', '10:00 UTC'],
  ['see <https://a.example/?a=1&amp;b=2|the page>', 'see the page (https://a.example/?a=1&b=2)'],
  ['<https://a.example>', 'https://a.example'],
  ['<https://a.example|https://a.example>', 'https://a.example'],
  ['<mailto:a@b.example|a@b.example> <tel:+4612|+4612>', 'a@b.example +4612'],
  ['5 &lt; 6 &amp;&amp; 7 &gt; 6', '5 < 6 && 7 > 6'],
  ['&amp;lt;!channel&amp;gt;', '&lt;!channel&gt;'],
  ['thanks :tada: :+1: :our_own: at 12:30:45', 'thanks 🎉 👍 :our_own: at 12:30:45'],
  [':constructor: :__proto__:', ':constructor: :__proto__:'],
  ['<https://a.example/:tada:>', 'https://a.example/:tada:'],
  ['*bold* and _it_, ~no~ (*all*) *two words*.', 'bold and it, no (all) two words.'],
  ['*_both_*', 'both'],
  ['2*3*4 snake_case_name * a * and ~', '2*3*4 snake_case_name * a * and ~'],
  ['<https://a.example/_x_|_y_>', '_y_ (https://a.example/_x_)'],
  ['<unfinished', '<unfinished'],
])('%s reads as %s', (written, wanted) => {
  expect(decodeText(written)).toBe(wanted);
});

test('what is stored has no NUL, no half characters and a length', () => {
  expect(storable('a\0b\ud800')).toBe('ab\ufffd');
  const long = storable(`${'x'.repeat(longestText - 2)}😀😀`);
  expect(long).toHaveLength(longestText - 1);
  expect(long.endsWith('x…')).toBe(true);
});

test('decoding stays quick on text made to be slow', () => {
  const started = performance.now();
  for (const part of ['<', '<!', ':a', '&', '<a|', ':'.repeat(3), ' *a', '*', ' _a_ *', '\n~x '])
    decodeText(part.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(1000);
});

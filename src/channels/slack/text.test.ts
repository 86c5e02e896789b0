import { expect, test } from 'vitest';
import { escapeName, escapeText, readText } from './text.ts';

test.each(['<!channel>', '<!here>', '<@U1>', '<!subteam^S1>', '<https://evil.example|slack.com>', '&lt;!channel&gt;'])(
  'nothing in %s can ping or link',
  (text) => {
    expect(escapeText(text)).not.toMatch(/[<>]/);
    expect(readText(escapeText(text))).toBe(text);
  },
);

test('what an agent typed reads as plain text for a customer', () => {
  expect(readText('Hi <@U1|maya>, see <https://a.example|the page> &amp; <#C1|help> <!here>')).toBe(
    'Hi @maya, see the page (https://a.example) & #help @here',
  );
  expect(readText('<mailto:a@b.example|a@b.example> a\0b \ud800')).toBe('a@b.example ab \ufffd');
});

test('names carry no formatting', () => {
  expect(escapeName('*Ann* <!channel>\n_x_')).not.toMatch(/[*_<>\n]/);
});

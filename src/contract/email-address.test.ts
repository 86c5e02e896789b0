import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEmailAddress } from './email-address.ts';

test.each([
  'ann@example.com',
  'ann.o’neil@example.com',
  "o'neil+shop@mail.example.co.uk",
  'ann_b-c@sub.example.museum',
  'müller@exämple.de',
  'jörg.müller@example.de',
  '用户@例子.公司',
  'अजय@डाटा.भारत',
  'ann@xn--exmple-cua.de',
  'a..b@docomo.example',
  `${'l'.repeat(64)}@example.com`,
])('%s is an address', (text) => {
  expect(isEmailAddress(text)).toBe(true);
});

test.each([
  '',
  'ann',
  'ann@nowhere',
  '@example.com',
  'ann@',
  'ann@example.com\r\nBcc: all@example.com',
  'ann@example.com\n',
  '\nann@example.com',
  'ann\u2028@example.com',
  'ann@exam ple.com',
  'ann example@example.com',
  'Ann <ann@example.com>',
  'ann@example.com,bob@example.com',
  'ann@example.com>',
  'a@b@example.com',
  'ann@-example.com',
  'ann@exämple.de/path',
  'ann@exämple.de:25',
  'ann@ex\u202eample.com',
  'ann@..',
  `${'ü'.repeat(33)}@example.com`,
  `ann@${'a'.repeat(250)}.com`,
])('%j is none', (text) => {
  expect(isEmailAddress(text)).toBe(false);
});

test('no text makes it throw, and what passes is one line without blanks', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
      if (isEmailAddress(text)) expect(text).toMatch(/^[^\s\p{Cc}<>,]+$/u);
    }),
  );
});

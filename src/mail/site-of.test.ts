import { expect, test } from 'vitest';
import { siteOf } from './site-of.ts';

const settings = { allowedOrigins: ['https://shop.example'] };

test.each([
  ['https://shop.example/tea?secret=1#x', 'https://shop.example/tea'],
  ['https://chat.example/demo', 'https://chat.example/demo'],
  ['https://shop.example.evil.example/', undefined],
  ['http://shop.example/', undefined],
  ['https://shop.example:8443/', undefined],
  ['no url', undefined],
  [null, undefined],
])('%s leads to %s', (page, site) => {
  expect(siteOf(page, settings, 'https://chat.example/')).toBe(site);
});

test('without a public address only the origins of the workspace count', () => {
  expect(siteOf('https://chat.example/', settings, undefined)).toBeUndefined();
  expect(siteOf('https://shop.example/', settings, undefined)).toBe('https://shop.example/');
});

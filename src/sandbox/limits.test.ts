import { expect, test } from 'vitest';
import { createCallLimit } from './limits.ts';

test.each([
  ['chat.update', 50, 60_000],
  ['users.info', 100, 60_000],
  ['conversations.list', 20, 60_000],
  ['chat.postMessage', 10, 5000],
])('%s: %d calls, then the next when the oldest is %d ms old', (method, count, windowMs) => {
  const limit = createCallLimit();
  for (let n = 0; n < count; n++) expect(limit(method, 'C1', 1000)).toBe(0);
  expect(limit(method, 'C1', 2000)).toBe((windowMs - 1000) / 1000);
  expect(limit(method, 'C1', 1001 + windowMs)).toBe(0);
});

test('channels and methods are counted apart, and auth.test is free', () => {
  const limit = createCallLimit();
  for (let n = 0; n < 10; n++) limit('chat.postMessage', 'C1', 0);
  expect(limit('chat.postMessage', 'C1', 0)).toBeGreaterThan(0);
  expect(limit('chat.postMessage', 'C2', 0)).toBe(0);
  expect(limit('conversations.replies', 'C1', 0)).toBe(0);
  for (let n = 0; n < 500; n++) expect(limit('auth.test', '', 0)).toBe(0);
});

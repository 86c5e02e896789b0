import { createHmac } from 'node:crypto';
import { verifySlackRequest } from '@slack/bolt';
import { expect, test } from 'vitest';
import { verifySignature } from './verify-signature.ts';

const secret = 'a-signing-secret';
const now = 1_760_000_000_000;
const sign = (timestamp: string, body: string, key = secret) =>
  `v0=${createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex')}`;
const seconds = String(now / 1000);

const ours = (body: string, timestamp: string | undefined, signature: string | undefined) => {
  try {
    const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
    verifySignature(secret, { headers, body: Buffer.from(body) }, now);
    return true;
  } catch {
    return false;
  }
};
const bolt = (body: string, timestamp: string, signature: string) => {
  try {
    const headers = { 'x-slack-request-timestamp': Number(timestamp), 'x-slack-signature': signature };
    verifySlackRequest({ signingSecret: secret, body, headers, nowMilliseconds: now });
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['signed now', 'a=1', seconds, sign(seconds, 'a=1'), true],
  ['bytes beyond ASCII', '{"t":"é\u{1f600}"}', seconds, sign(seconds, '{"t":"é\u{1f600}"}'), true],
  ['another body', 'a=2', seconds, sign(seconds, 'a=1'), false],
  ['another secret', 'a=1', seconds, sign(seconds, 'a=1', 'other'), false],
  ['six minutes old', 'a=1', String(now / 1000 - 360), sign(String(now / 1000 - 360), 'a=1'), false],
  ['five minutes old to the second', 'a=1', String(now / 1000 - 300), sign(String(now / 1000 - 300), 'a=1'), true],
  ['another timestamp than was signed', 'a=1', seconds, sign(String(now / 1000 - 1), 'a=1'), false],
  ['no body', '', seconds, sign(seconds, ''), true],
  ['another version', 'a=1', seconds, sign(seconds, 'a=1').replace('v0', 'v1'), false],
  ['a short signature', 'a=1', seconds, 'v0=00', false],
])('agrees with Bolt: %s', (_, body, timestamp, signature, wanted) => {
  expect(ours(body, timestamp, signature)).toBe(wanted);
  expect(bolt(body, timestamp, signature)).toBe(wanted);
});

test('is stricter than Bolt: from the future, not a number, not signed', () => {
  const future = String(now / 1000 + 360);
  expect(ours('a=1', future, sign(future, 'a=1'))).toBe(false);
  expect(ours('a=1', '1e9', sign('1e9', 'a=1'))).toBe(false);
  for (const odd of ['', ' ', '-1', `${seconds}.0`, `+${seconds}`, `0x${seconds}`, '1'.repeat(13)]) {
    expect(ours('a=1', odd, sign(odd, 'a=1'))).toBe(false);
  }
  expect(ours('a=1', undefined, undefined)).toBe(false);
  expect(ours('a=1', seconds, undefined)).toBe(false);
  expect(ours('a=1', undefined, sign(seconds, 'a=1'))).toBe(false);
});

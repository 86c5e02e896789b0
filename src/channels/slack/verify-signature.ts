import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RawRequest } from '../agent-channel.ts';
import { InvalidSignatureError } from '../channel-error.ts';

const longestSkewSeconds = 300;

/**
 * The timestamp and signature of headers that can be right: both there, well-formed, and the timestamp a plain number at
 * most 300 s away in either direction. Throws {@link InvalidSignatureError}. `now` in ms.
 */
export const signedAt = (headers: RawRequest['headers'], now: number): { timestamp: string; signature: string } => {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (typeof timestamp !== 'string' || typeof signature !== 'string') {
    throw new InvalidSignatureError('The request is not signed.');
  }
  if (!/^\d{1,12}$/.test(timestamp)) throw new InvalidSignatureError('The timestamp is not a number.');
  if (Math.abs(now / 1000 - Number(timestamp)) > longestSkewSeconds) {
    throw new InvalidSignatureError('The request is more than five minutes away from our clock.');
  }
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) throw new InvalidSignatureError('The signature is not one of version 0.');
  return { timestamp, signature };
};

/**
 * Checks Slack's v0 signature over the raw bytes, and its timestamp (docs.slack.dev, verifying requests from Slack).
 * Throws {@link InvalidSignatureError}. `now` in ms.
 */
export const verifySignature = (secret: string, request: RawRequest, now: number): void => {
  const { timestamp, signature } = signedAt(request.headers, now);
  const wanted = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(request.body).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new InvalidSignatureError('The signature does not match.');
  }
};

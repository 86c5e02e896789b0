import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { expect, test } from 'vitest';
import { asChannelError } from './slack-errors.ts';

const platform = (error: string, more: object = {}) => new WebAPIPlatformError({ ok: false, error, ...more });
const withCode = (code: string) =>
  Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(''), { code }) });

test.each([
  ['not_in_channel', 'fatal', /invite/],
  ['channel_not_found', 'fatal', /invite/],
  ['is_archived', 'fatal', /Unarchive/],
  ['restricted_action_thread_locked', 'fatal', /permissions/],
  ['account_inactive', 'fatal', /install/],
  ['token_revoked', 'fatal', /install/],
  ['invalid_auth', 'fatal', /install/],
  ['token_expired', 'fatal', /install/],
  ['missing_scope', 'fatal', /scopes/],
  ['msg_blocks_too_long', 'fatal', /report/],
  ['metadata_too_large', 'fatal', /report/],
  ['message_limit_exceeded', 'fatal', /plan/],
  ['ekm_access_denied', 'fatal', /administrators/],
  ['org_login_required', 'rejected', /hours/],
  ['thread_not_found', 'thread_gone', undefined],
  ['message_not_found', 'thread_gone', undefined],
  ['internal_error', 'unknown', undefined],
  ['fatal_error', 'unknown', undefined],
  ['service_unavailable', 'unknown', undefined],
  ['something_new', 'rejected', undefined],
  ['constructor', 'rejected', undefined],
  ['ratelimited', 'rate_limited', undefined],
])('%s is %s', (code, fault, advice) => {
  const found = asChannelError(platform(code));
  expect(found).toMatchObject({ fault, code });
  if (advice) expect(found.advice).toMatch(advice);
  else expect(found.advice).toBeUndefined();
});

test.each([
  ['a refused connection', new WebAPIRequestError(withCode('ECONNREFUSED')), 'rejected'],
  ['a name that is none', new WebAPIRequestError(withCode('ENOTFOUND')), 'rejected'],
  ['a certificate that is not trusted', new WebAPIRequestError(withCode('CERT_HAS_EXPIRED')), 'rejected'],
  ['a reset', new WebAPIRequestError(withCode('UND_ERR_SOCKET')), 'unknown'],
  ['no answer in time', new WebAPIRequestError(new DOMException('late', 'TimeoutError')), 'unknown'],
  ['an answer that breaks off', new TypeError('terminated'), 'unknown'],
  ['a broken gateway', new WebAPIHTTPError(502, '', {}, ''), 'unknown'],
  ['a proxy that says no', new WebAPIHTTPError(403, '', {}, ''), 'rejected'],
])('%s is %s', (_, error, fault) => {
  expect(asChannelError(error).fault).toBe(fault);
});

test.each([
  [new WebAPIRateLimitedError(7), 7000],
  [new WebAPIRateLimitedError(0), 1000],
  [new WebAPIRateLimitedError(-5), 1000],
  [new WebAPIRateLimitedError(1e9), 3_600_000],
  [new Error('Retry header did not contain a valid timeout (url: x, retry-after header: null)'), 30_000],
  [platform('ratelimited', { response_metadata: { retryAfter: 4 } }), 4000],
])('a rate limit says when to come back', (error, retryAfterMs) => {
  expect(asChannelError(error)).toMatchObject({ fault: 'rate_limited', retryAfterMs });
});

test('a missing scope is named; a page instead of an answer is not repeated', () => {
  expect(asChannelError(platform('missing_scope', { needed: 'groups:history' })).advice).toContain('groups:history');
  const page = asChannelError(platform('<html>secret</html>'));
  expect(page).toMatchObject({ fault: 'unknown', code: 'not_slack' });
  expect(page.message).not.toContain('secret');
});

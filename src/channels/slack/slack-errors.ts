import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { ChannelError, type ChannelFault } from '../channel-error.ts';

type Meaning = { fault: ChannelFault; advice?: string };

const reinstall = 'Slack no longer accepts the token of the app: install the app again.';
const postingRules = 'Allow the app to post and to reply in threads in the posting permissions of the channel.';
const admins = "Slack's administrators keep the app out: ask them to allow it.";
const ourFault = 'This is a fault of this software, please report it.';

/** What Slack's codes mean, by what has to be done about them. Codes that are not here may pass by themselves. */
const groups: [codes: string, meaning: Meaning][] = [
  ['not_in_channel', { fault: 'fatal', advice: 'Invite the app to the channel: /invite and the name of the app.' }],
  [
    'channel_not_found invalid_channel',
    { fault: 'fatal', advice: 'Choose a channel that exists; in a private one, first /invite the app.' },
  ],
  ['is_archived', { fault: 'fatal', advice: 'Unarchive the channel, or choose another one.' }],
  [
    'restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel ' +
      'restricted_action_non_threadable_channel restricted_action_thread_locked',
    { fault: 'fatal', advice: postingRules },
  ],
  [
    'account_inactive token_revoked invalid_auth not_authed token_expired invalid_refresh_token',
    { fault: 'fatal', advice: reinstall },
  ],
  [
    'missing_scope',
    { fault: 'fatal', advice: 'The app lacks a permission: install it again with the scopes of its manifest.' },
  ],
  [
    'msg_too_long msg_blocks_too_long invalid_blocks invalid_blocks_format metadata_too_large invalid_arguments ' +
      'invalid_metadata_format invalid_metadata_schema no_text too_many_attachments',
    { fault: 'fatal', advice: ourFault },
  ],
  ['ekm_access_denied team_access_not_granted app_access_restricted', { fault: 'fatal', advice: admins }],
  [
    'message_limit_exceeded',
    { fault: 'fatal', advice: 'The Slack workspace has reached the message limit of its plan.' },
  ],
  ['user_not_in_channel', { fault: 'fatal', advice: 'This person has left the channel.' }],
  [
    'org_login_required team_added_to_org',
    { fault: 'rejected', advice: 'The Slack workspace is being moved to an organisation; this takes some hours.' },
  ],
  ['message_not_found thread_not_found cannot_reply_to_message', { fault: 'thread_gone' }],
  // Slack says of these that some of the work may have been done.
  ['internal_error fatal_error service_unavailable request_timeout', { fault: 'unknown' }],
];
const meanings = new Map(
  groups.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [code, meaning] as const)),
);

/** The request did not reach Slack: no name, no connection, no trust. */
const neverSent =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|_CERT|ERR_TLS_CERT/;

const retryWithoutHeaderMs = 30_000;
const shortestRetryMs = 1000;
const longestRetryMs = 3_600_000;

/** What a failed call to Slack means. Whatever is not understood may have been done. */
export const asChannelError = (error: unknown): ChannelError => {
  if (error instanceof ChannelError) return error;
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter * 1000);
  if (error instanceof WebAPIPlatformError) return ofCode(error.data);
  if (error instanceof WebAPIHTTPError) return ofStatus(error.statusCode);
  if (error instanceof WebAPIRequestError) {
    const fault = neverSent.test(describe(error)) ? 'rejected' : 'unknown';
    return new ChannelError(fault, fault === 'rejected' ? 'not_reached' : 'no_answer', { cause: error.cause });
  }
  // web-api throws a plain Error for a 429 without a readable Retry-After.
  if (error instanceof Error && error.message.startsWith('Retry header')) return rateLimited(retryWithoutHeaderMs);
  // An answer that breaks off while it is read also comes as a plain Error.
  return new ChannelError('unknown', 'no_answer', { cause: error });
};

const rateLimited = (ms: number) =>
  new ChannelError('rate_limited', 'ratelimited', {
    retryAfterMs: Math.min(longestRetryMs, Math.max(shortestRetryMs, ms)),
  });

type Failure = { error?: unknown; needed?: unknown; response_metadata?: { retryAfter?: number } };

/** What an answer with `ok: false` means. */
export const ofCode = (data: Failure): ChannelError => {
  const code = typeof data.error === 'string' ? data.error : '';
  // A proxy's page comes as a code too. Nobody knows whether Slack saw the request, and its text is nobody's business.
  if (!/^[a-z0-9_]{1,80}$/.test(code)) return new ChannelError('unknown', 'not_slack');
  if (code === 'ratelimited' || code === 'rate_limited') {
    return rateLimited((data.response_metadata?.retryAfter ?? retryWithoutHeaderMs / 1000) * 1000);
  }
  const { fault, advice } = meanings.get(code) ?? { fault: 'rejected' };
  const needed = code === 'missing_scope' && typeof data.needed === 'string' ? data.needed : '';
  const hint = /^[a-z:._,]{1,200}$/.test(needed) ? `${advice} It needs ${needed}.` : advice;
  return new ChannelError(fault, code, hint ? { advice: hint } : {});
};

/** Below 500 something refused the request before Slack worked on it. */
const ofStatus = (status: number): ChannelError =>
  new ChannelError(status >= 400 && status < 500 && status !== 408 ? 'rejected' : 'unknown', `http_${status}`);

const describe = (error: unknown, depth = 0): string => {
  if (!(error instanceof Error) || depth > 4) return '';
  const code = 'code' in error ? String(error.code) : '';
  return `${code} ${describe(error.cause, depth + 1)}`;
};

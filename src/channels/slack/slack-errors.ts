import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { ChannelError } from '../channel-error.ts';

/** Codes that no retry mends, and what the admin must do. */
const advice: Record<string, string> = {
  not_in_channel: 'Invite the app to the channel: /invite @handoff',
  channel_not_found: 'Choose a channel that exists; in a private one, invite the app first.',
  is_archived: 'The channel is archived: unarchive it or choose another.',
  restricted_action: "The channel's posting permissions keep the app out.",
  restricted_action_read_only_channel: "The channel's posting permissions keep the app out.",
  restricted_action_thread_only_channel: "The channel's posting permissions keep the app out.",
  account_inactive: 'The app was removed from Slack: install it again.',
  token_revoked: 'The app was removed from Slack: install it again.',
  token_expired: 'The token has expired: install the app again.',
  invalid_auth: 'The bot token is wrong: install the app again.',
  not_authed: 'The bot token is missing: install the app again.',
  missing_scope: 'The app lacks a permission: install it again with the scopes of its manifest.',
  msg_too_long: 'This is a fault of ours; please report it.',
  msg_blocks_too_long: 'This is a fault of ours; please report it.',
  invalid_blocks: 'This is a fault of ours; please report it.',
  metadata_too_large: 'This is a fault of ours; please report it.',
  invalid_arguments: 'This is a fault of ours; please report it.',
  ekm_access_denied: "Slack's administrators keep the app out.",
  team_access_not_granted: "Slack's administrators keep the app out.",
  app_access_restricted: "Slack's administrators keep the app out.",
};
const threadGone = new Set(['thread_not_found', 'message_not_found', 'cannot_reply_to_message']);
/** Slack says of these that some of the work may have been done. */
const maybeDone = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
const neverSent = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT/;

/** What a failed call to Slack means. Faults that are not Slack's come back unchanged. */
export const asChannelError = (error: unknown): unknown => {
  if (error instanceof WebAPIRateLimitedError) {
    return new ChannelError('rate_limited', 'ratelimited', { retryAfterMs: error.retryAfter * 1000 });
  }
  if (error instanceof WebAPIPlatformError) {
    // A proxy's page comes as a code as well: cut it.
    const code = String(error.data.error).slice(0, 60);
    if (code === 'ratelimited') return new ChannelError('rate_limited', code, { retryAfterMs: 30_000 });
    if (threadGone.has(code)) return new ChannelError('thread_gone', code);
    if (maybeDone.has(code)) return new ChannelError('unknown', code);
    const hint = advice[code];
    if (hint) return new ChannelError('fatal', code, { advice: hint });
    return new ChannelError(
      /^[a-z_]+$/.test(code) ? 'rejected' : 'unknown',
      /^[a-z_]+$/.test(code) ? code : 'not_slack',
    );
  }
  if (error instanceof WebAPIHTTPError) return new ChannelError('unknown', `http_${error.statusCode}`);
  if (error instanceof WebAPIRequestError) {
    return new ChannelError(neverSent.test(describe(error)) ? 'rejected' : 'unknown', 'request_failed');
  }
  // web-api throws a plain Error for a 429 without Retry-After.
  if (error instanceof Error && /retry-after|rate/i.test(error.message)) {
    return new ChannelError('rate_limited', 'ratelimited', { retryAfterMs: 30_000 });
  }
  return error;
};

const describe = (error: unknown, depth = 0): string => {
  if (!(error instanceof Error) || depth > 4) return '';
  const code = 'code' in error ? String(error.code) : '';
  return `${code} ${error.message} ${describe(error.cause, depth + 1)}`;
};

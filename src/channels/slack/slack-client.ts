import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { asChannelError } from './slack-errors.ts';

/** Where the client's warnings go; pino's logger is one. */
export type SlackLogger = { warn(fields: object, message: string): void };
export type SlackClientOptions = { botToken: string; apiUrl?: string; logger?: SlackLogger };

const callLimitMs = 10_000;

/**
 * Slack's own client with its retries off: it would send a post again after a timeout, and Slack would show it twice.
 * Who calls decides about the next attempt.
 */
export const createSlackClient = ({ botToken, apiUrl, logger }: SlackClientOptions): WebClient =>
  new WebClient(botToken, {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    timeout: callLimitMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: quietLogger(logger),
    // The client writes its token into this object, so that a shared one would carry it to the next client.
    headers: {},
  });

/** One call of the client. Throws ChannelError, and nothing else. */
export const callSlack = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw asChannelError(error);
  }
};

const quietLogger = (logger: SlackLogger | undefined): Logger => {
  const ignore = () => undefined;
  const pass = (...parts: unknown[]) =>
    logger?.warn({ from: 'slack' }, withoutTokens(parts.filter((part) => typeof part === 'string').join(' ')));
  return {
    debug: ignore,
    info: ignore,
    warn: pass,
    error: pass,
    setLevel: ignore,
    getLevel: () => LogLevel.WARN,
    setName: ignore,
  };
};

const withoutTokens = (text: string): string => text.replace(/\bx(ox[a-z]|app)[\w.-]+/g, '[token]').slice(0, 500);

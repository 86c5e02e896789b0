import type { z } from 'zod';
import type { ErrorCode } from '../contract/errors.ts';

export type Security = 'conversationToken' | 'hostKey' | 'adminToken' | 'slackSignature';

/** One operation of the API: what it takes, what it answers, and the refusals that are its own. */
export type Operation = {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  summary: string;
  security?: Security;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** By status; a string is the media type of an answer that is not JSON, null an answer without a body. */
  answers: Record<number, z.ZodType | string | null>;
  /** Beside those that every operation of its kind has. */
  refusals?: ErrorCode[];
};

/** What the widget calls with its conversation's token. */
export const widget = (
  method: 'get' | 'post',
  path: string,
  summary: string,
  more: Pick<Operation, 'body' | 'query' | 'answers' | 'refusals'>,
): Operation => ({ method, path: `/v1/widget${path}`, summary, security: 'conversationToken', ...more });

/** What a host's backend calls with its workspace's key. */
export const host = (
  method: 'get' | 'post',
  path: string,
  summary: string,
  more: Pick<Operation, 'body' | 'query' | 'answers' | 'refusals'>,
): Operation => ({
  method,
  path: `/v1/host/conversations/{id}${path}`,
  summary,
  security: 'hostKey',
  ...more,
  refusals: ['conversation_not_found', ...(more.refusals ?? [])],
});

/** What admins call with the deployment's token, about a workspace. */
export const admin = (
  method: Operation['method'],
  path: string,
  summary: string,
  more: Pick<Operation, 'body' | 'query' | 'answers' | 'refusals'>,
): Operation => ({
  method,
  path: `/v1/admin/workspaces${path}`,
  summary,
  security: 'adminToken',
  ...more,
  refusals: [...(path ? (['workspace_not_found'] as const) : []), ...(more.refusals ?? [])],
});

const bySecurity: Record<Security, ErrorCode[]> = {
  conversationToken: ['unauthorized', 'token_expired'],
  hostKey: ['unauthorized'],
  adminToken: ['unauthorized'],
  slackSignature: ['invalid_signature', 'invalid_request', 'body_too_large'],
};

/** Every code that the operation can refuse with. */
export const refusalsOf = ({ path, security, query, body, refusals = [] }: Operation): ErrorCode[] => [
  ...new Set<ErrorCode>([
    ...(body ? (['invalid_json', 'body_too_large', 'unsupported_media_type'] as const) : []),
    ...(body || query ? (['invalid_request'] as const) : []),
    ...(security ? bySecurity[security] : []),
    ...(path.startsWith('/v1/widget/') ? (['origin_not_allowed'] as const) : []),
    ...(path.includes('{') ? (['not_found'] as const) : []),
    ...refusals,
    'too_many_requests',
    'internal',
    'unavailable',
  ]),
];

import { type ErrorCode, errorStatuses } from '../contract/errors.ts';

/** A refusal with a stable code. The message is for the person who reads it and holds nothing internal. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly more: { fields?: { path: string; message: string }[]; state?: unknown; retryAfterSeconds?: number };

  constructor(code: ErrorCode, message: string, more: ApiError['more'] = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = errorStatuses[code];
    this.more = more;
  }
}

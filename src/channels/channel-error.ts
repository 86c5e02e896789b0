/**
 * How a call to an agent channel failed.
 * `rejected`: certainly not done, may be tried again. `rate_limited`: the same, after `retryAfterMs`.
 * `unknown`: may have been done; look with `findPost` before posting again.
 * `fatal`: will not work until somebody does what `advice` says. `thread_gone`: the thread's root was deleted.
 */
export type ChannelFault = 'rejected' | 'rate_limited' | 'unknown' | 'fatal' | 'thread_gone';

export class ChannelError extends Error {
  readonly fault: ChannelFault;
  readonly code: string;
  readonly retryAfterMs: number | undefined;
  readonly advice: string | undefined;

  constructor(
    fault: ChannelFault,
    code: string,
    more: { retryAfterMs?: number; advice?: string; cause?: unknown } = {},
  ) {
    super(`The agent channel answered ${code}`, { cause: more.cause });
    this.name = 'ChannelError';
    this.fault = fault;
    this.code = code;
    this.retryAfterMs = more.retryAfterMs;
    this.advice = more.advice;
  }
}

/** An inbound request that the provider did not sign, or not lately. */
export class InvalidSignatureError extends Error {
  override readonly name = 'InvalidSignatureError';
}

/** An inbound request that is signed and still not understood. */
export class UnreadableRequestError extends Error {
  override readonly name = 'UnreadableRequestError';
}

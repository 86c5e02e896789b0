/**
 * How an attempt at a delivery failed. `busy`: it was not made, its turn comes in `retryInMs`. `passing`: may work soon.
 * `lasting`: will not work until somebody mends it, so it is tried seldom. `final`: never will. `withdrawn`: there is nothing
 * to deliver any more. The message goes to operators and admins: no person's words, no address, no secret.
 */
export class DeliveryFault extends Error {
  readonly is: 'busy' | 'passing' | 'lasting' | 'final' | 'withdrawn';
  readonly retryInMs: number | undefined;

  constructor(is: DeliveryFault['is'], message: string, more: { retryInMs?: number; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.name = 'DeliveryFault';
    this.is = is;
    this.retryInMs = more.retryInMs;
  }
}

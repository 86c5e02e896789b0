/** A person needs longer than this to fill in a form, ms. */
const shortestMs = 2000;

/**
 * Whether a request looks sent by a machine: it filled the field that people do not see, or was faster than anybody types.
 * `filledInMs`: from opening the form to sending it, null when nothing was left to type or the client does not tell.
 */
export const isSuspected = ({ trap, filledInMs }: { trap: string; filledInMs: number | null }): boolean =>
  trap !== '' || (filledInMs !== null && filledInMs < shortestMs);

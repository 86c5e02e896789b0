import { ApplicationFailure } from '@temporalio/activity';

/** ChannelAway: the agent channel took no post. NotDelivered: another receiver took nothing. Held: another attempt is at it. */
export type LaterType = 'ChannelAway' | 'NotDelivered' | 'Held';

/**
 * Lets Temporal try again in `retryInMs`, or else by the activity's own growing pauses. Operators read the message:
 * nothing that a person wrote, no address, no secret.
 */
export const tryLater = (type: LaterType, message: string, retryInMs?: number): ApplicationFailure =>
  ApplicationFailure.create({ type, message, ...(retryInMs !== undefined && { nextRetryDelay: retryInMs }) });

/**
 * What only an admin can mend is tried again this often: the form may have been offered for that very fault, and settings
 * that are saved have it tried at once.
 */
export const lastingFaultPauseMs = 3_600_000;

import { isCancellation } from '@temporalio/workflow';
import { deliverContactRequest, giveUpContactRequest } from './activity-proxies.ts';

/** Brings a contact request to the agent channel, for days if need be, and marks it undelivered if it can't. */
export async function contactRequest(input: { contactRequestId: string }): Promise<'delivered' | 'undelivered'> {
  try {
    await deliverContactRequest(input.contactRequestId);
    return 'delivered';
  } catch (error) {
    if (isCancellation(error)) throw error;
    await giveUpContactRequest(input.contactRequestId);
    return 'undelivered';
  }
}

import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { deliverContactRequest, giveUpContactRequest } from './activity-proxies.ts';

/** Brings a contact request to the agent channel, for days if need be, and marks it undelivered if it can't. */
export async function contactRequest(input: { contactRequestId: string }): Promise<'delivered' | 'undelivered'> {
  try {
    await deliverContactRequest(input.contactRequestId);
    return 'delivered';
  } catch (error) {
    // An operator who cancels wants no further try, and it has to be seen.
    const fault = isCancellation(error) ? 'An operator stopped it.' : 'The agent channel did not take it for days.';
    await CancellationScope.nonCancellable(() => giveUpContactRequest(input.contactRequestId, fault));
    return 'undelivered';
  }
}

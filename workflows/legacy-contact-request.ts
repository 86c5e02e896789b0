import { CancellationScope, isCancellation } from '@temporalio/workflow';
import { deliverContactRequest, giveUpContactRequest } from './activity-proxies.ts';

/**
 * What version 0.1.0 began for a contact request. Such runs live for three days, so they must be able to go on under this
 * code: what they did is replayed, and what they still have to do passes to {@link contactDeliveries}. To be removed, with
 * its activities and histories, once no run of 0.1.0 is left: in 1.0.
 */
export async function contactRequest(input: { contactRequestId: string }): Promise<'delivered' | 'undelivered'> {
  try {
    await deliverContactRequest(input.contactRequestId);
    return 'delivered';
  } catch (error) {
    const fault = isCancellation(error) ? 'An operator stopped it.' : 'The agent channel did not take it for days.';
    await CancellationScope.nonCancellable(() => giveUpContactRequest(input.contactRequestId, fault));
    return 'undelivered';
  }
}

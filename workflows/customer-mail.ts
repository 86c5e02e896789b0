import { CancellationScope } from '@temporalio/workflow';
import { giveUpCustomerMail, mailCustomer } from './activity-proxies.ts';

/** Mails a customer who is not there what the team said, for days if need be. */
export async function customerMail(input: { handoffId: string }): Promise<void> {
  try {
    await mailCustomer(input.handoffId);
  } catch {
    await CancellationScope.nonCancellable(() => giveUpCustomerMail(input.handoffId));
  }
}

import { isCancellation } from '@temporalio/workflow';
import { closeThread, giveUpThread } from './activity-proxies.ts';

/** Settles the thread of a handoff whose own workflow was terminated or failed. */
export async function threadClosing(input: { handoffId: string }): Promise<void> {
  try {
    await closeThread(input.handoffId);
  } catch (error) {
    if (isCancellation(error)) throw error;
    await giveUpThread(input.handoffId);
  }
}

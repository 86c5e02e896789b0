import { closeThread } from './activity-proxies.ts';

/** Settles the thread of a handoff whose own workflow was terminated or failed. */
export async function threadClosing(input: { handoffId: string }): Promise<void> {
  await closeThread(input.handoffId);
}

import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * One timer over the earliest deadline. A deadline that moves later leaves the timer alone (it fires, the truth is read,
 * it is armed anew): a timer costs an Action, a message must not. Only an earlier deadline replaces it.
 */
export class Alarm {
  private at: number | undefined;
  private scope: CancellationScope | undefined;

  get armed(): boolean {
    return this.at !== undefined;
  }

  /** Makes sure that the alarm goes off at `at` (workflow time, ms) or before. */
  arm(at: number | undefined, summary: string): void {
    if (at === undefined || (this.at !== undefined && this.at <= at)) return;
    this.scope?.cancel();
    this.at = at;
    const scope = new CancellationScope({ cancellable: true });
    this.scope = scope;
    void scope
      .run(async () => {
        await sleep(Math.max(1, at - Date.now()), { summary });
        if (this.scope === scope) this.at = undefined;
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
        if (this.scope === scope) this.at = undefined;
      });
  }
}

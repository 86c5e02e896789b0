import { progressQuery } from '../../workflows/messages.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** Reset in the Temporal UI: the handoff's workflow begins anew after its first workflow task. */
export const resetWorkflow = async (world: Pick<World, 'context'>, handoffId: string): Promise<void> => {
  const { client, namespace } = world.context.temporal;
  await client.workflowService.resetWorkflowExecution({
    namespace,
    workflowExecution: { workflowId: `handoff/${handoffId}` },
    reason: 'test',
    // Typed as a Long, which the client's proto layer also makes from a number.
    workflowTaskFinishEventId: 4 as unknown as never,
    requestId: crypto.randomUUID(),
  });
};

/** Waits until the handoff's workflow has done all that it was rung for, and only its clock runs. */
export const untilAtRest = (world: Pick<World, 'context'>, handoffId: string) => {
  const handle = world.context.temporal.client.workflow.getHandle(`handoff/${handoffId}`);
  return until('the workflow waits for its clock', async () => {
    const { raw, status } = await handle.describe();
    if (status.name !== 'RUNNING') return status.name;
    const { rung } = await handle.query(progressQuery);
    return !rung && !raw.pendingActivities?.length && !raw.pendingWorkflowTask && status.name;
  });
};

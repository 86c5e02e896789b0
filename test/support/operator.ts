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

import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { bell } from '../../workflows/messages.ts';
import { handoffAttributes } from '../../workflows/search-attributes.ts';
import {
  contactDeliveriesWorkflowId,
  customerMailWorkflowId,
  handoffWorkflowId,
  noticeWorkflowId,
  threadClosingWorkflowId,
} from '../contract/workflow-ids.ts';
import type { Logger } from '../logger.ts';
import { missingAttributes } from './search-attributes.ts';
import { inSpan, workflowAttributes } from './span.ts';

/** running, or how the workflow is closed; missing: never started, or gone after retention. */
export type WorkflowStanding = 'running' | 'missing' | 'completed' | 'terminated' | 'cancelled' | 'failed';

/** gone: the workflow is closed. lost: Temporal did not take it. */
export type BellOutcome = 'rung' | 'gone' | 'lost';

export type HandoffGateway = ReturnType<typeof createHandoffGateway>;

/** Its work can come again: an answer, or what an admin sends again. */
const contactRequestOptions = {
  workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  staticSummary: 'Contact request',
} as const;

/** Of gRPC's codes. */
const notFound = 5;

/** A call to Temporal from a request must not hold the request: what it misses the sweeper makes good. */
const callLimitMs = 1000;

/** Everything the API and the sweeper ask of Temporal. Starts are idempotent by workflow id. */
export const createHandoffGateway = (client: Client, taskQueue: string, log: Logger) => {
  const soon = <T>(call: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + callLimitMs, call);
  const soonOn = <T>(what: string, workflowId: string, call: () => Promise<T>): Promise<T> =>
    inSpan(`temporal ${what}`, workflowAttributes(workflowId), () => soon(call));

  const start = (type: string, workflowId: string, input: object, more: object = {}): Promise<boolean> =>
    soonOn(`start ${type}`, workflowId, () => startOnce(type, workflowId, input, more));
  const startOnce = async (type: string, workflowId: string, input: object, more: object): Promise<boolean> => {
    try {
      await client.workflow.start(type, {
        workflowId,
        taskQueue,
        args: [input],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        // What an operator stopped or a fault ended is begun again: it looks first what was posted.
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
        ...more,
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  };

  return {
    /** False when it ran before and is closed. Throws when Temporal is away. */
    startHandoff: (handoff: { id: string; workspaceId: string; channel: string }): Promise<boolean> =>
      start(
        'handoff',
        handoffWorkflowId(handoff.id),
        { handoffId: handoff.id },
        {
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          staticSummary: `Handoff to ${handoff.channel} of workspace ${handoff.workspaceId}`,
          typedSearchAttributes: [
            { key: handoffAttributes.status, value: 'requested' },
            { key: handoffAttributes.channel, value: handoff.channel },
            { key: handoffAttributes.workspace, value: handoff.workspaceId },
          ],
        },
      ),
    /** Starts what waits of a contact request; beside a running workflow it does nothing. */
    startContactRequest: (contactRequestId: string): Promise<boolean> =>
      start(
        'contactDeliveries',
        contactDeliveriesWorkflowId(contactRequestId),
        { contactRequestId },
        contactRequestOptions,
      ),
    /** Has its workflow look, and begins it anew when it is closed. Throws when Temporal is away. */
    async ringContactRequest(contactRequestId: string): Promise<void> {
      const workflowId = contactDeliveriesWorkflowId(contactRequestId);
      await soonOn('bell', workflowId, () =>
        client.workflow.signalWithStart('contactDeliveries', {
          workflowId,
          taskQueue,
          args: [{ contactRequestId }],
          signal: bell,
          signalArgs: [],
          ...contactRequestOptions,
        }),
      );
    },
    /**
     * Has what waits of a contact request be tried now; without anything that waits it does nothing. Throws when Temporal is
     * away or does not know ResetActivity, which older servers do not.
     */
    async retryContactRequest(contactRequestId: string): Promise<void> {
      const workflowId = contactDeliveriesWorkflowId(contactRequestId);
      const request = { namespace: client.options.namespace, execution: { workflowId }, type: 'deliverContact' };
      try {
        await soonOn('reset', workflowId, () => client.workflowService.resetActivity(request));
      } catch (error) {
        if (!(isGrpcServiceError(error) && error.code === notFound)) throw error;
      }
    },
    /** One at a time for a handoff, and again for what is said later. */
    startCustomerMail: (handoffId: string): Promise<boolean> =>
      start(
        'customerMail',
        customerMailWorkflowId(handoffId),
        { handoffId },
        {
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          staticSummary: 'Mail to a customer who asked while it was closed',
        },
      ),
    startNotice: (noticeId: string): Promise<boolean> =>
      start('notice', noticeWorkflowId(noticeId), { noticeId }, { staticSummary: 'Notice to an agent' }),
    startThreadClosing: (handoffId: string): Promise<boolean> =>
      start(
        'threadClosing',
        threadClosingWorkflowId(handoffId),
        { handoffId },
        { staticSummary: 'Closes the thread of a handoff that was stopped' },
      ),

    /** Rings a handoff's bell. Never throws: a bell that is lost is rung again by the sweeper. */
    async ring(handoffId: string): Promise<BellOutcome> {
      try {
        const workflowId = handoffWorkflowId(handoffId);
        await soonOn('bell', workflowId, () => client.workflow.getHandle(workflowId).signal(bell));
        return 'rung';
      } catch (error) {
        const gone = error instanceof WorkflowNotFoundError;
        log.warn({ handoffId, gone, err: gone ? undefined : error }, 'A bell was lost; the sweeper will ring it');
        return gone ? 'gone' : 'lost';
      }
    },

    /**
     * Those of at most 100 handoffs whose workflow runs, by one call. Temporal's visibility lags by about a second: ask
     * `standing` of one that is missing here. Throws when Temporal is away.
     */
    running: (handoffIds: string[]): Promise<Set<string>> =>
      soon(async () => {
        const wanted = new Map(handoffIds.map((id) => [handoffWorkflowId(id), id]));
        const query = `ExecutionStatus = 'Running' AND WorkflowId IN (${[...wanted.keys()].map((id) => `'${id}'`).join(', ')})`;
        const { executions } = await client.workflowService.listWorkflowExecutions({
          namespace: client.options.namespace,
          query,
          pageSize: handoffIds.length,
        });
        return new Set(executions.flatMap(({ execution }) => wanted.get(execution?.workflowId ?? '') ?? []));
      }),

    /** How a handoff's workflow stands. Throws when Temporal is away. */
    async standing(handoffId: string): Promise<WorkflowStanding> {
      try {
        const { status } = await soon(() => client.workflow.getHandle(handoffWorkflowId(handoffId)).describe());
        if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW') return 'running';
        if (status.name === 'COMPLETED') return 'completed';
        if (status.name === 'TERMINATED') return 'terminated';
        return status.name === 'CANCELLED' ? 'cancelled' : 'failed';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'missing';
        throw error;
      }
    },

    /** Throws when Temporal does not answer within a second. */
    ping: (): Promise<unknown> =>
      soon(() => client.connection.ensureConnected()).then(() => soon(() => client.workflowService.getSystemInfo({}))),

    /** Names of the search attributes without which no handoff starts. Throws when Temporal is away. */
    missingAttributes: (): Promise<string[]> => soon(() => missingAttributes(client)),
  };
};

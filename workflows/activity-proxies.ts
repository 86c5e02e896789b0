import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

/**
 * Faults of the agent channel come back as results, so what Temporal retries is a database or a worker that is away.
 * A handoff that can't reach its own row for a day fails and is ended by the sweeper.
 */
const whileAway = { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' } as const;

export const { admit, openThread, attend, checkClocks, endHandoff } = proxyActivities<Activities['handoff']>({
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '1 day',
  heartbeatTimeout: '6s',
  retry: whileAway,
});

/** Posts that outlive the handoff: retried for three days. */
export const { closeThread, deliverContactRequest, postNotice } = proxyActivities<
  Activities['handoff'] & Activities['posts']
>({
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '3 days',
  heartbeatTimeout: '6s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

export const { giveUpContactRequest, giveUpThread } = proxyActivities<Activities['handoff'] & Activities['posts']>({
  startToCloseTimeout: '15s',
  scheduleToCloseTimeout: '1 day',
  retry: whileAway,
});

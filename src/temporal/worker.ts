import { fileURLToPath } from 'node:url';
import {
  type ActivityInterceptorsFactory,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import type { createActivities } from '../../activities/index.ts';
import type { Logger } from '../logger.ts';
import { temporalOptions } from './connection.ts';
import { inSpan, workflowAttributes } from './span.ts';

export type HandoffWorker = {
  /** Resolves after a stop, rejects when the worker fails. */
  run(): Promise<void>;
  /** Lets running activities end; `run` resolves afterwards. */
  stop(): void;
  close(): Promise<void>;
};

/** Takes the place of Temporal's own logger and signal traps. Once per process, before any worker. */
export const installRuntime = (log: Logger): void => {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
      log[level === 'ERROR' ? 'error' : 'warn'](
        { part: 'temporal', workflowId: meta?.workflowId, err: meta?.error },
        message,
      ),
    ),
    shutdownSignals: [],
  });
};

/** A span for each attempt of an activity. Workflows get none: an interceptor there would change their histories. */
const activitySpans: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute: (input, next) =>
      inSpan(
        `activity ${info.activityType}`,
        { ...workflowAttributes(info.workflowExecution?.workflowId ?? ''), 'temporal.activity.attempt': info.attempt },
        () => next(input),
      ),
  },
});

/** A worker for the handoff's workflows and activities. The bundle is made from `workflows/` unless one is given. */
export const createHandoffWorker = async (options: {
  env: NodeJS.ProcessEnv;
  taskQueue: string;
  activities: ReturnType<typeof createActivities>;
  bundle?: WorkflowBundle;
}): Promise<HandoffWorker> => {
  const { connectionOptions, namespace } = temporalOptions(options.env);
  const connection = await NativeConnection.connect(connectionOptions);
  const worker = await Worker.create({
    connection,
    namespace: namespace ?? 'default',
    taskQueue: options.taskQueue,
    activities: options.activities,
    interceptors: { activity: [activitySpans] },
    ...(options.bundle
      ? { workflowBundle: options.bundle }
      : { workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)) }),
    maxCachedWorkflows: 500,
    shutdownGraceTime: '8s',
    // After a hard kill the next workflow task waits this long for the worker that had it cached.
    stickyQueueScheduleToStartTimeout: '5s',
  });
  return {
    run: () => worker.run(),
    stop: () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    },
    close: () => connection.close(),
  };
};

import { setTimeout as wait } from 'node:timers/promises';
import { createActivities } from '../../activities/index.ts';
import { readConfig } from '../config.ts';
import { createContext } from '../context.ts';
import { serveMetrics } from '../metrics-server.ts';
import { createSweeper } from '../reconcile/sweeper.ts';
import { ensureAttributes } from '../temporal/search-attributes.ts';
import { createHandoffWorker, type HandoffWorker, installRuntime } from '../temporal/worker.ts';
import { fail } from './fail.ts';
import { reportReady, stopOnSignal } from './lifecycle.ts';

const retryMs = 2000;

try {
  const context = await createContext('worker', readConfig(process.env), process.env);
  const { config, log } = context;
  installRuntime(log);
  const activities = createActivities(context);
  const sweeper = createSweeper(context);

  const metrics = config.metricsPort === undefined ? undefined : await serveMetrics(config.host, config.metricsPort);

  let worker: HandoffWorker | undefined;
  let stopping = false;
  let ended: Promise<void> = Promise.resolve();
  stopOnSignal(async () => {
    stopping = true;
    worker?.stop();
    await sweeper.stop();
    await ended;
    await metrics?.stop();
    await context.close();
  }, 9000);

  // A Temporal server that is away at start, or goes away for long, is waited for: messages are accepted meanwhile.
  const runOnce = async () => {
    await ensureAttributes(context.temporal.client, log);
    worker = await createHandoffWorker({ env: process.env, taskQueue: config.taskQueue, activities });
    try {
      // A stop that came while it was made found no worker to stop.
      if (stopping) return;
      reportReady();
      log.info({ taskQueue: config.taskQueue }, 'The worker runs');
      await worker.run();
    } finally {
      await worker.close();
    }
  };
  sweeper.start();
  while (!stopping) {
    ended = runOnce().catch((error: unknown) => log.error({ err: error }, 'The worker stopped; trying again'));
    await ended;
    if (!stopping) await wait(retryMs);
  }
} catch (error) {
  fail(error);
}

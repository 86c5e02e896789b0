import { readFile } from 'node:fs/promises';
import { createActivities } from '../../activities/index.ts';
import { readConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { createSweeper } from '../../src/reconcile/sweeper.ts';
import { createHandoffWorker, installRuntime } from '../../src/temporal/worker.ts';

/** The worker as src/bin/worker.ts starts it, but posting faster than Slack would allow: thousands of cards in a test. */
const context = await createContext('worker', readConfig(process.env), process.env);
installRuntime(context.log);
const channel = {
  ...context.channel,
  pace: (where: string) => ({ ...context.channel.pace(where), intervalMs: 5, burst: 500 }),
};
const worker = await createHandoffWorker({
  env: process.env,
  taskQueue: context.config.taskQueue,
  activities: createActivities({ ...context, channel }),
  bundle: { code: await readFile(process.env.WORKFLOW_BUNDLE ?? '', 'utf8') },
});
createSweeper(context).start();
// Whoever started it may be gone without a word.
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
await worker.run();

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { createWorkspace, issueKey } from '../../src/accounts/workspace-store.ts';
import { startApi } from '../../src/api/server.ts';
import { readConfig } from '../../src/config.ts';
import { createContext } from '../../src/context.ts';
import { settingsSchema } from '../../src/contract/settings.schema.ts';
import { freePort } from '../../src/embedded/free-port.ts';
import { createSweeper } from '../../src/reconcile/sweeper.ts';
import { saveSettings } from '../../src/settings/settings-store.ts';
import { createHandoffWorker } from '../../src/temporal/worker.ts';
import { createTestDatabase } from './database.ts';
import { botToken, channelId, signingSecret, startTestSandbox } from './sandbox.ts';

export const adminToken = 'admin-token-of-the-tests-0123456789';

/** The whole system in one process, over a fresh database: API, worker and Slack sandbox. */
export const startWorld = async (
  options: {
    settings?: object;
    worker?: boolean;
    sweepMs?: number;
    temporalAddress?: string;
    /** Where Slack's events go, when not to this process. */
    eventsPort?: number;
    retryDelaysMs?: number[];
    limitScale?: number;
    tokenLifeMs?: number;
    catchUpMs?: number;
    /** Environment variables beside the usual ones. */
    env?: Record<string, string>;
    /** A migrated database of the test's own. */
    database?: Awaited<ReturnType<typeof createTestDatabase>>;
  } = {},
) => {
  const box = await mkdtemp(join(tmpdir(), 'handoff-world-'));
  const database = options.database ?? (await createTestDatabase());
  const port = await freePort();
  const eventsUrl = `http://127.0.0.1:${options.eventsPort ?? port}/slack`;
  const sandbox = await startTestSandbox({
    dataFile: join(box, 'sandbox.jsonl'),
    eventsUrl: `${eventsUrl}/events`,
    interactivityUrl: `${eventsUrl}/interactivity`,
    commandsUrl: `${eventsUrl}/commands`,
    retryDelaysMs: options.retryDelaysMs ?? [50, 300, 1000],
  });
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: options.temporalAddress ?? inject('temporalAddress'),
    TOKEN_SECRET: 'token-secret-of-the-tests-0123456789',
    ADMIN_TOKEN: adminToken,
    SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    SLACK_API_URL: sandbox.apiUrl,
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_CHANNEL: channelId,
    TASK_QUEUE: `test-${port}`,
    PORT: String(port),
    WEB_DIR: inject('webDir'),
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    ...options.env,
  };
  const context = await createContext('test', readConfig(env), env);
  const { db } = context;
  const workspace = await createWorkspace(db, 'Test');
  const widgetKey = (await issueKey(db, workspace.id, 'widget')).key;
  const hostKey = (await issueKey(db, workspace.id, 'host')).key;
  const settings = settingsSchema.parse({ channel: channelId, assistant: 'demo', ...options.settings });
  await saveSettings(db, workspace.id, 0, settings, 'test');

  const startWorker = async () => {
    const worker = await createHandoffWorker({
      env,
      taskQueue: env.TASK_QUEUE,
      activities: createActivities(context),
      bundle: { code: await readFile(inject('bundlePath'), 'utf8') },
    });
    const running = worker.run();
    return async () => {
      worker.stop();
      await running;
      await worker.close();
    };
  };
  const api = await startApi(context, {
    limitScale: options.limitScale ?? 1000,
    catchUpMs: options.catchUpMs ?? 500,
    demoKey: widgetKey,
    ...(options.tokenLifeMs !== undefined && { tokenLifeMs: options.tokenLifeMs }),
  });
  const sweeper = createSweeper(context, options.sweepMs ?? 1000);
  sweeper.start();
  const stopWorker = options.worker === false ? undefined : await startWorker();
  return {
    url: api.url,
    env,
    context,
    db,
    sandbox,
    workspace,
    widgetKey,
    hostKey,
    sweeper,
    startWorker,
    async stop() {
      await sweeper.stop();
      await api.stop();
      await stopWorker?.();
      await sandbox.stop();
      await context.close();
      await database.drop();
      await rm(box, { recursive: true, force: true });
    },
  };
};
export type World = Awaited<ReturnType<typeof startWorld>>;

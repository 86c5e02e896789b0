import { ensureDemoWorkspace } from '../accounts/demo-workspace.ts';
import { startApi } from '../api/server.ts';
import { ConfigurationError, readConfig } from '../config.ts';
import { createContext } from '../context.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { createSweeper } from '../reconcile/sweeper.ts';
import { moveTrialClock } from '../settings/trial-clock-store.ts';
import { fail } from './fail.ts';
import { reportReady, stopOnSignal } from './lifecycle.ts';

try {
  const context = await createContext('api', readConfig(process.env), process.env);
  const { config, db, log } = context;
  const pending = await pendingMigrations(db);
  if (pending.length > 0)
    throw new ConfigurationError([`the database lacks ${pending.join(', ')}: run npm run migrate`]);
  // Somebody may have tried things out on this database.
  if (!config.demo) await moveTrialClock(db, null);
  const demoKey = config.demo ? await ensureDemoWorkspace(db, config.slack.channel) : undefined;
  const api = await startApi(context, demoKey === undefined ? {} : { demoKey });
  const sweeper = createSweeper(context);
  sweeper.start();
  stopOnSignal(async () => {
    await sweeper.stop();
    await api.stop();
    await context.close();
  }, 9000);
  log.info({ url: api.url }, 'The API answers');
  reportReady({ url: api.url });
} catch (error) {
  fail(error);
}

import { startApi } from '../src/api/server.ts';
import { readConfig } from '../src/config.ts';
import { createContext } from '../src/context.ts';
import { createSweeper } from '../src/reconcile/sweeper.ts';

/** The API as src/bin/api.ts starts it, with request limits that a load generator on one address does not meet. */
const context = await createContext('api', readConfig(process.env), process.env);
const api = await startApi(context, { limitScale: 1000 });
createSweeper(context).start();
// Whoever started it may be gone without a word.
process.on('disconnect', () => process.exit());
process.send?.({ ready: true, url: api.url });

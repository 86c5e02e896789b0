import Router from '@koa/router';
import { sql } from 'kysely';
import { register } from 'prom-client';
import { ChannelError } from '../../channels/channel-error.ts';
import { pendingMigrations } from '../../db/migrate.ts';
import { requireAdmin } from '../credentials.ts';
import type { ApiDeps } from '../deps.ts';
import { readMetrics } from '../metrics-reader.ts';
import { createStanding, PartFault } from '../standing.ts';

/** Health for orchestrators, and metrics for Prometheus unless those have a port of their own. Neither holds personal data. */
export const monitoringRoutes = (deps: ApiDeps): Router => {
  const { db, gateway, channel, config, hub } = deps;
  const router = new Router({ sensitive: true });

  const checks = {
    postgres: () => sql`select 1`.execute(db),
    migrations: async () => {
      const pending = await pendingMigrations(db);
      if (pending.length > 0) throw new PartFault(`run npm run migrate: ${pending.join(', ')} pending`);
    },
    temporal: async () => {
      await gateway.ping();
      const missing = await gateway.missingAttributes();
      if (missing.length > 0) throw new PartFault(`lacks the search attributes ${missing.join(', ')}`);
    },
    slack: async () => {
      try {
        await channel.checkChannel(config.slack.channel);
      } catch (error) {
        // No PartFault: how the installation stands with Slack is for the operator.
        throw error instanceof ChannelError && error.advice ? new Error(`${error.code}: ${error.advice}`) : error;
      }
    },
    changeFeed: async () => {
      if (!hub.feed.listening) throw new PartFault('not listening');
    },
  };
  // All else is made good later.
  const standing = createStanding(checks, ['postgres', 'migrations']);

  router.get('/health/live', (ctx) => {
    ctx.body = { status: 'ok' };
  });

  router.get('/health/ready', async (ctx) => {
    const inFull = ctx.get('Authorization') !== '';
    if (inFull) await requireAdmin(deps, ctx);
    const found = await standing(inFull);
    ctx.status = found.status === 'unavailable' ? 503 : 200;
    ctx.body = found;
  });

  if (config.metricsPort === undefined) {
    router.get('/metrics', async (ctx) => {
      ctx.type = register.contentType;
      ctx.body = await readMetrics(db);
    });
  }

  return router;
};

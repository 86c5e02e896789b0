import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '../context.ts';
import { createAnnouncer } from '../db/change-feed.ts';
import { listen } from '../listen.ts';
import { serveMetrics } from '../metrics-server.ts';
import { createHub } from '../realtime/hub.ts';
import { createPresence } from '../realtime/presence.ts';
import { serveSockets } from '../realtime/socket-server.ts';
import { createAddressOf } from './address.ts';
import { createApp } from './app.ts';
import { createLimits } from './limits.ts';
import { readMetrics } from './metrics-reader.ts';
import { createOrigins } from './origins.ts';
import { createTokens } from './tokens.ts';

/** Running requests have this long when the API stops; whoever started it kills it after 5 s. */
const stopLimitMs = 3000;

/** Starts the API with its sockets. `limitScale` multiplies the request limits, for load tests. Times in ms. */
export const startApi = async (
  context: Context,
  options: { demoKey?: string; limitScale?: number; catchUpMs?: number; tokenLifeMs?: number } = {},
) => {
  const { config, db, log } = context;
  const hub = createHub({
    db,
    databaseUrl: config.databaseUrl,
    log,
    ...(options.catchUpMs !== undefined && { catchUpMs: options.catchUpMs }),
  });
  const presence = createPresence(db, log, () => hub.conversations());
  const tokens = createTokens(config.tokenSecret, options.tokenLifeMs);
  const announcer = createAnnouncer(db, (error) =>
    log.warn({ err: error }, 'Other nodes were not told; their catch-up finds it'),
  );
  const origins = createOrigins(context);
  const addressOf = createAddressOf(config.trustProxy);
  const deps = { ...context, addressOf, origins, hub, announcer, tokens, limits: createLimits(options.limitScale) };
  // Node looks for connections over their time every 30 s unless it is told: longer than the times themselves.
  const server = createServer({ connectionsCheckingInterval: 5000 }, createApp(deps, options.demoKey).callback());
  server.headersTimeout = 10_000;
  // Above the idle limit of usual load balancers, which otherwise send a request into a connection that is being closed.
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 20_000;
  const sockets = serveSockets({
    server,
    db,
    mailer: context.mailer,
    log,
    hub,
    presence,
    addressOf,
    origins,
    conversationOf: async (token) => {
      const found = await tokens.check(token);
      return typeof found === 'string' ? undefined : found;
    },
  });
  const metrics =
    config.metricsPort === undefined
      ? undefined
      : await serveMetrics(config.host, config.metricsPort, () => readMetrics(db));
  await listen(server, 'PORT', config.port, config.host);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    hub,
    async stop() {
      presence.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.stop();
      // Connections become idle one by one as their requests end; one that does not in time is cut.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const late = setTimeout(() => server.closeAllConnections(), stopLimitMs);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
      await metrics?.stop();
      await hub.stop();
    },
  };
};

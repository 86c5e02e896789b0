import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa, { type Middleware } from 'koa';
import { createCommands, responseUrls } from './commands.ts';
import { controlRoutes } from './control.ts';
import { createEvents, slackRetryDelaysMs } from './events.ts';
import { createFaults } from './faults.ts';
import { createHomes } from './home.ts';
import { createInteractivity } from './interactivity.ts';
import { createCallLimit } from './limits.ts';
import type { World } from './method.ts';
import { pageRoutes } from './page.ts';
import { createPending } from './pending.ts';
import { createPresence } from './presence.ts';
import { createScopes } from './scopes.ts';
import { seedChannels, members as seedMembers } from './seed.ts';
import { createStore } from './store.ts';
import { createUrlCheck } from './url-check.ts';
import { webApi } from './web-api.ts';

export type SandboxOptions = {
  host: string;
  port: number;
  /** Messages are kept here over restarts. */
  dataFile: string;
  signingSecret: string;
  botToken: string;
  /** The channel where agents work. */
  channelId: string;
  eventsUrl: string;
  interactivityUrl: string;
  commandsUrl: string;
  webDir: string;
  /** Slack's own when left out. */
  retryDelaysMs?: number[];
  /** Slack's limits of posts per channel and calls per method; on when left out. */
  limits?: boolean;
};

/**
 * Speaks enough of Slack's Web API, Events API, interactivity and slash commands for an unmodified client, and shows a
 * page where one acts as the agents. Not Slack: nothing leaves this machine.
 */
export const startSandbox = async (options: SandboxOptions) => {
  const store = createStore(options.dataFile);
  const faults = createFaults();
  const channels = seedChannels(options.channelId);
  const members = seedMembers.map((member) => (member.isBot ? { ...member, token: options.botToken } : member));
  const pending = createPending(`${options.dataFile}.events`);
  const events = createEvents(
    {
      url: options.eventsUrl,
      secret: options.signingSecret,
      retryDelaysMs: options.retryDelaysMs ?? slackRetryDelaysMs,
    },
    faults,
    pending,
  );
  const interactivity = createInteractivity(
    options.interactivityUrl,
    options.signingSecret,
    (id) => channels.find((c) => c.id === id)?.name ?? id,
  );
  let url = '';
  const onChannels = new Set<() => void>();
  const world: World = {
    store,
    events,
    channels,
    members,
    presence: createPresence(),
    homes: createHomes(),
    url: () => url,
    channelsChanged() {
      for (const listener of onChannels) listener();
    },
    onChannels(listener: () => void) {
      onChannels.add(listener);
      return () => onChannels.delete(listener);
    },
  };
  const commands = createCommands(options.commandsUrl, options.signingSecret, () => world);
  const app = new Koa();
  app.silent = true;
  const urlCheck = createUrlCheck(options.eventsUrl, events.verifyUrl);
  const scopes = createScopes();
  const shared = { world, faults, members, interactivity, commands, scopes, urlCheck, pending, calls: {} };
  app.use(ownPagesOnly);
  app.use(webApi(shared, options.limits === false ? () => 0 : createCallLimit()));
  app.use(responseUrls(commands));
  app.use(controlRoutes(shared).routes());
  app.use(pageRoutes(shared, options.webDir));

  const server = createServer(app.callback());
  // Above the clients' own idle limit: a connection closed under a request would look like a fault.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  url = `http://${options.host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    async stop() {
      urlCheck.stop();
      events.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Another site that is open in the same browser must not act as the agents here. */
const ownPagesOnly: Middleware = async (ctx, next) => {
  const origin = ctx.get('Origin');
  if (origin && origin !== `${ctx.protocol}://${ctx.host}`)
    ctx.throw(403, 'This sandbox takes no requests of other pages.');
  await next();
};

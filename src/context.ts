import type { AgentChannel } from './channels/agent-channel.ts';
import { createSlackChannel } from './channels/slack/slack-channel.ts';
import type { Config } from './config.ts';
import { type Db, openDatabase } from './db/database.ts';
import { createLogger, type Logger } from './logger.ts';
import { createMailer, type Mailer } from './mail/mailer.ts';
import { createSealer, type Sealer } from './secrets/sealer.ts';
import { connectTemporal } from './temporal/connection.ts';
import { createHandoffGateway, type HandoffGateway } from './temporal/handoff-gateway.ts';
import { createWebhookCaller, type WebhookCaller } from './webhooks/call-webhook.ts';

/** What the API and the worker share. */
export type Context = {
  config: Config;
  log: Logger;
  db: Db;
  channel: AgentChannel;
  gateway: HandoffGateway;
  mailer: Mailer;
  sealer: Sealer;
  callWebhook: WebhookCaller;
};

/** The one place where parts are put together. Connects lazily: nothing here fails because a server is away. */
export const createContext = async (name: string, config: Config, env: NodeJS.ProcessEnv) => {
  const log = createLogger(name, config.logLevel);
  const db = openDatabase(config.databaseUrl, (error) => log.warn({ err: error }, 'A database connection broke'));
  const channel = createSlackChannel({
    botToken: config.slack.botToken,
    signingSecret: config.slack.signingSecret,
    logger: log,
    ...(config.slack.apiUrl && { apiUrl: config.slack.apiUrl }),
  });
  const temporal = await connectTemporal(env);
  const gateway = createHandoffGateway(temporal.client, config.taskQueue, log);
  const context: Context = {
    config,
    log,
    db,
    channel,
    gateway,
    mailer: createMailer(config.mail),
    sealer: createSealer(config.secretsKey),
    callWebhook: createWebhookCaller({ allowLoopback: config.demo }),
  };
  return {
    ...context,
    temporal,
    async close() {
      await temporal.close();
      await db.destroy();
    },
  };
};

import type { AgentChannel } from '../src/channels/agent-channel.ts';
import type { Config } from '../src/config.ts';
import type { Db } from '../src/db/database.ts';
import type { Logger } from '../src/logger.ts';
import type { Mailer } from '../src/mail/mailer.ts';
import type { Sealer } from '../src/secrets/sealer.ts';
import type { HandoffGateway } from '../src/temporal/handoff-gateway.ts';
import type { WebhookCaller } from '../src/webhooks/call-webhook.ts';

/** What activities need from the worker. There is no clock among it: every instant is the database's. */
export type ActivityDeps = {
  db: Db;
  channel: AgentChannel;
  mailer: Mailer;
  sealer: Sealer;
  callWebhook: WebhookCaller;
  config: Pick<Config, 'publicUrl'>;
  gateway: Pick<HandoffGateway, 'ring' | 'ringContactRequest'>;
  log: Logger;
};

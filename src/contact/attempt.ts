import type { AgentChannel } from '../channels/agent-channel.ts';
import type { Db } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { WebhookCaller } from '../webhooks/call-webhook.ts';
import type { ContactDelivery } from './contact-delivery-store.ts';
import type { ContactRequest } from './contact-request-reader.ts';

/** What deliveries are made with. */
export type DeliverDeps = {
  db: Db;
  channel: AgentChannel;
  mailer: Mailer;
  sealer: Sealer;
  callWebhook: WebhookCaller;
  log: Logger;
  /** Under which customers reach this server. */
  publicUrl: string | undefined;
};

/** What one attempt works on. */
export type Attempt = { delivery: ContactDelivery; request: ContactRequest; signal: AbortSignal };

import { customerMail } from '../src/conversations/customer-mail.ts';
import { beginMail, noteMailed, noteNotMailed, readUnread } from '../src/conversations/unread-store.ts';
import { DeliveryFault } from '../src/delivery/delivery-fault.ts';
import { siteOf } from '../src/mail/site-of.ts';
import { readSettings } from '../src/settings/settings-store.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { withHeartbeat } from './heartbeat.ts';
import { lastingFaultPauseMs, tryLater } from './try-later.ts';

/** Mails to customers who asked while the team was closed, and are not there. */
export const createCustomerMailActivities = ({ db, mailer, config, log }: ActivityDeps) => ({
  /** Mails what was said and was not mailed before. After a crash a mail may come twice, by one Message-ID. */
  mailCustomer(handoffId: string): Promise<void> {
    return withHeartbeat(async (signal) => {
      const through = await beginMail(db, handoffId);
      if (through === null) return;
      const unread = await readUnread(db, handoffId, through);
      if (!unread) return noteMailed(db, handoffId, through, false);
      const { settings } = await readSettings(db, unread.workspaceId);
      const site = siteOf(unread.pageUrl, settings, config.publicUrl);
      const messageId = mailer.messageIdOf(`${handoffId}.${through}`);
      try {
        await mailer.send(customerMail(unread, { messageId, thread: mailer.messageIdOf(handoffId), site }), signal);
      } catch (error) {
        if (!(error instanceof DeliveryFault)) throw error;
        log.warn({ err: error, handoffId }, 'A mail to a customer did not go out');
        if (error.is === 'final') return noteNotMailed(db, handoffId);
        throw tryLater('NotDelivered', error.message, error.is === 'lasting' ? lastingFaultPauseMs : error.retryInMs);
      }
      await noteMailed(db, handoffId, through, true);
    });
  },

  giveUpCustomerMail: (handoffId: string): Promise<void> => noteNotMailed(db, handoffId),
});

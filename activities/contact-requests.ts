import { contactCardOf } from '../src/contact/contact-card.ts';
import {
  beginDelivery,
  type ContactDelivery,
  failDelivery,
  lastFault,
  lookAtContactRequest,
  noteDelivered,
  noteRetry,
  noteTurn,
  renewDelivery,
  withdrawDelivery,
} from '../src/contact/contact-delivery-store.ts';
import { readContactRequest } from '../src/contact/contact-request-reader.ts';
import { noteCardShown } from '../src/contact/contact-request-store.ts';
import { deliver } from '../src/contact/deliver.ts';
import type { ContactWork } from '../src/contract/contact-delivery.ts';
import { DeliveryFault } from '../src/delivery/delivery-fault.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { channelAway, judgeChannelFault } from './channel-faults.ts';
import { withHeartbeat } from './heartbeat.ts';
import { lastingFaultPauseMs, tryLater } from './try-later.ts';
import { type Hold, whileHeld } from './while-held.ts';

const firstPauseMs = 2000;
const longestPauseMs = 15 * 60_000;
/** When to look again for a delivery that another attempt is at. */
const heldMs = 3000;

const pauseAfter = (attempts: number, { is, retryInMs }: DeliveryFault): number =>
  Math.max(
    is === 'lasting' ? lastingFaultPauseMs : Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts - 1, 20)),
    retryInMs ?? 0,
  );

const whyGivenUp = { stopped: 'An operator stopped it.', too_long: 'It could not be delivered for three days.' };

/** Brings contact requests to their targets, and agents' answers to them to the customer. */
export const createContactActivities = (deps: ActivityDeps) => {
  const { db, channel, log } = deps;
  const ways = { ...deps, publicUrl: deps.config.publicUrl };

  /** What becomes of a delivery whose attempt met a fault; thrown when it is tried again. */
  const afterFault = async (
    { id, kind, attempts, contact_request_id: contactRequestId }: ContactDelivery,
    met: unknown,
  ): Promise<'settled' | 'undelivered'> => {
    const unexpected = 'Unexpected; the log of the worker tells.';
    const error = met instanceof DeliveryFault ? met : new DeliveryFault('passing', unexpected);
    if (error !== met) log.error({ err: met, deliveryId: id, kind }, 'A delivery met what it does not know');
    const later = (pause: number) => tryLater('NotDelivered', error.message, pause);
    if (error.is === 'withdrawn') {
      await withdrawDelivery(db, id);
      return 'settled';
    }
    if (error.is === 'busy') {
      const turn = error.retryInMs ?? firstPauseMs;
      await noteTurn(db, id, turn);
      throw later(turn);
    }
    if (error.is !== 'passing')
      log.warn({ err: error, contactRequestId, deliveryId: id, kind }, 'A delivery needs somebody to look at it');
    if (error.is === 'final') {
      await failDelivery(db, id, error.message);
      return 'undelivered';
    }
    const pause = pauseAfter(attempts, error);
    await noteRetry(db, id, error.message, pause);
    throw later(pause);
  };

  return {
    /** What is to be done for a request now. */
    lookAtContactRequest: (id: string): Promise<ContactWork> => lookAtContactRequest(db, id),

    /** One attempt at a delivery. `settled`: nothing is left to do, also because it was deleted or settled before. */
    deliverContact(id: string): Promise<'settled' | 'undelivered'> {
      const attempt = async ({ holder, signal, lost }: Hold) => {
        const heldByAnother = () => tryLater('Held', 'Another attempt is at this delivery', heldMs);
        const delivery = await beginDelivery(db, id, holder);
        if (delivery === 'settled') return 'settled';
        if (delivery === 'held') throw heldByAnother();
        try {
          await noteDelivered(db, id, await deliver(ways, delivery, signal));
          return 'settled';
        } catch (error) {
          // The row is the other attempt's.
          if (lost()) throw heldByAnother();
          return await afterFault(delivery, error);
        }
      };
      return whileHeld((holder) => renewDelivery(db, id, holder), attempt);
    },

    /** Gives a delivery up. Its row says why: what the last attempt met, and that no more are made. */
    async giveUpContactDelivery(id: string, why: keyof typeof whyGivenUp): Promise<void> {
      const met = await lastFault(db, id);
      await failDelivery(db, id, [whyGivenUp[why], met].filter(Boolean).join(' '));
    },

    /** Shows on the card how the request stands; a card that can not be changed any more stays as it is. */
    showContactCard(id: string): Promise<void> {
      return withHeartbeat(async () => {
        const request = await readContactRequest(db, id);
        if (!request?.thread_ref) return;
        try {
          await channel.setContactCard(request.thread_ref, contactCardOf(request));
        } catch (error) {
          const verdict = judgeChannelFault(error);
          if (verdict.is === 'passing') throw channelAway(verdict.retryInMs);
          log.warn({ err: error, contactRequestId: id }, 'A card can not be changed and stays as it is');
        }
        await noteCardShown(db, request);
      });
    },
  };
};

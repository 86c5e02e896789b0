import { CancellationScope, condition, isCancellation, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { OpenDelivery } from '../src/contract/contact-delivery.ts';
import { deliverContact, giveUpContactDelivery, lookAtContactRequest, showContactCard } from './activity-proxies.ts';
import { type DeliveryState, describeDeliveries } from './describe-deliveries.ts';
import { bell } from './messages.ts';

/**
 * Brings a contact request to its targets, and agents' answers to the customer: each by itself, for days if need be, and
 * marked as undelivered if it can't. Ends when nothing waits; a later answer or "send again" begins it anew.
 */
export async function contactDeliveries(input: { contactRequestId: string }): Promise<'delivered' | 'undelivered'> {
  const deliveries = new Map<string, { kind: OpenDelivery['kind']; state: DeliveryState }>();
  const underWay = new Set<string>();
  let rung = true;
  let stopped = false;
  let failure: unknown;
  setHandler(
    bell,
    () => {
      rung = true;
    },
    { description: 'Look into Postgres: something is to be delivered' },
  );
  const describe = () => setCurrentDetails(describeDeliveries([...deliveries.values()]));

  /** Does it beside all else. `work` tells whether to look again afterwards. */
  const begin = (key: string, work: () => Promise<boolean>): void => {
    underWay.add(key);
    work()
      .then((again) => {
        rung ||= again;
      })
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => underWay.delete(key));
  };

  const deliver = async ({ id, kind }: OpenDelivery): Promise<boolean> => {
    deliveries.set(id, { kind, state: 'trying' });
    const state = await outcomeOf({ id, kind }, stopped);
    deliveries.set(id, { kind, state });
    describe();
    // A failure is told on the card, and behind an answer the next one may wait.
    return state === 'undelivered' || kind === 'answer';
  };

  /** A card that can not be changed stays as it is. */
  const showCard = (): Promise<boolean> =>
    showContactCard(input.contactRequestId).then(
      () => true,
      () => false,
    );

  const run = async (): Promise<void> => {
    for (;;) {
      await condition(() => rung || failure !== undefined || underWay.size === 0);
      if (failure !== undefined) throw failure;
      if (!rung) return;
      rung = false;
      const work = await lookAtContactRequest(input.contactRequestId);
      for (const open of work.deliveries) if (!underWay.has(open.id)) begin(open.id, () => deliver(open));
      if (work.showCard && !underWay.has('card')) begin('card', showCard);
      describe();
    }
  };

  try {
    await run();
  } catch (error) {
    if (!isCancellation(error)) throw error;
    stopped = true;
    // What waits is given up, each by name.
    rung = true;
    await CancellationScope.nonCancellable(run);
  }
  return [...deliveries.values()].some(({ state }) => state === 'undelivered') ? 'undelivered' : 'delivered';
}

const outcomeOf = async ({ id, kind }: OpenDelivery, stopped: boolean): Promise<'settled' | 'undelivered'> => {
  let why: 'stopped' | 'too_long' = 'stopped';
  if (!stopped) {
    try {
      return await deliverContact(id, kind);
    } catch (error) {
      // An operator who cancels wants no further try, and it has to be seen.
      why = isCancellation(error) ? 'stopped' : 'too_long';
    }
  }
  await CancellationScope.nonCancellable(() => giveUpContactDelivery(id, why));
  return 'undelivered';
};

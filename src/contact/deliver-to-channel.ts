import { ChannelError } from '../channels/channel-error.ts';
import { DeliveryFault } from '../delivery/delivery-fault.ts';
import { NoSlotYetError } from '../delivery/pacer.ts';
import { postOnce } from '../delivery/post-once.ts';
import { readPost } from '../delivery/post-store.ts';
import { readSettings } from '../settings/settings-store.ts';
import type { Attempt, DeliverDeps } from './attempt.ts';
import { contactCardOf } from './contact-card.ts';
import { moveContactRequest, recordContactThread } from './contact-request-store.ts';

/** Posts the request's card to the channel that the workspace has now, once, and records its thread. */
export const deliverToChannel = async (
  { db, channel }: DeliverDeps,
  { request: found, signal }: Attempt,
): Promise<string> => {
  const key = `contact-request/${found.id}/card`;
  // A post of unknown outcome is looked for where it was made.
  const unclear = (await readPost(db, key))?.state === 'sending';
  const { settings } = await readSettings(db, found.workspace_id);
  const request = unclear ? found : await moveContactRequest(db, found, settings.channel);
  try {
    const { externalRef } = await postOnce(
      { db, channel },
      { key, workspaceId: request.workspace_id, provider: request.provider, threadRef: null, throughSeq: null },
      { channel: request.channel, urgency: 'background' },
      async () => ({
        externalRef: (await channel.openContactThread(request.channel, contactCardOf(request), key)).threadRef,
      }),
      signal,
    );
    await recordContactThread(db, request, externalRef);
    return externalRef;
  } catch (error) {
    throw asDeliveryFault(error);
  }
};

const asDeliveryFault = (error: unknown): unknown => {
  if (error instanceof NoSlotYetError)
    return new DeliveryFault('busy', 'The agent channel takes no more posts just now.', { retryInMs: error.retryInMs });
  if (!(error instanceof ChannelError)) return error;
  const lasting = error.fault === 'fatal' || error.fault === 'thread_gone';
  const message = error.advice ?? `The agent channel answered ${error.code}.`;
  return new DeliveryFault(lasting ? 'lasting' : 'passing', message, {
    cause: error,
    ...(error.retryAfterMs !== undefined && { retryInMs: error.retryAfterMs }),
  });
};

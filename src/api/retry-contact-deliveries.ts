import { listWaitingContactRequests } from '../contact/contact-delivery-store.ts';
import type { ApiDeps } from './deps.ts';

/**
 * After a change that may have mended a target: has what waits for its next try be tried now, of at most 100 requests of
 * the workspace. Holds no answer up; what is not reached is tried when its time comes.
 */
export const retryContactDeliveries = (
  { db, gateway, log }: Pick<ApiDeps, 'db' | 'gateway' | 'log'>,
  workspaceId: string,
): void => {
  const retry = async () => {
    for (const id of await listWaitingContactRequests(db, workspaceId)) await gateway.retryContactRequest(id);
  };
  retry().catch((error: unknown) => log.warn({ err: error, workspaceId }, 'Deliveries wait for their next try'));
};

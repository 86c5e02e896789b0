import type { ActivityDeps } from './activity-deps.ts';

/** What the workflow `contactRequest` of version 0.1.0 calls; see workflows/legacy-contact-request.ts. */
export const createLegacyContactActivities = ({ gateway }: Pick<ActivityDeps, 'gateway'>) => ({
  /** Begins the deliveries of the request, which know by themselves what was delivered before. */
  deliverContactRequest: (id: string): Promise<void> => gateway.ringContactRequest(id),

  /** Nothing: whether a delivery is given up is for the workflow of the deliveries to say. */
  giveUpContactRequest: async (_id: string, _fault: string): Promise<void> => undefined,
});

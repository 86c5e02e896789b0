import type { ActivityDeps } from './activity-deps.ts';
import { createContactActivities } from './contact-requests.ts';
import { createCustomerMailActivities } from './customer-mail.ts';
import { createHandoffActivities } from './handoff.ts';
import { createLegacyContactActivities } from './legacy-contact-request.ts';
import { createPostActivities } from './posts.ts';

export type Activities = {
  handoff: ReturnType<typeof createHandoffActivities>;
  posts: ReturnType<typeof createPostActivities>;
  contact: ReturnType<typeof createContactActivities>;
  customerMail: ReturnType<typeof createCustomerMailActivities>;
  legacyContact: ReturnType<typeof createLegacyContactActivities>;
};

export type EveryActivity = Activities['handoff'] &
  Activities['posts'] &
  Activities['contact'] &
  Activities['customerMail'] &
  Activities['legacyContact'];

/** Every side effect of the workflows, under the names that they are called by. */
export const createActivities = (deps: ActivityDeps): EveryActivity => ({
  ...createHandoffActivities(deps),
  ...createPostActivities(deps),
  ...createContactActivities(deps),
  ...createCustomerMailActivities(deps),
  ...createLegacyContactActivities(deps),
});

import type { ActivityDeps } from './activity-deps.ts';
import { createContactActivities } from './contact-requests.ts';
import { createCustomerMailActivities } from './customer-mail.ts';
import { createHandoffActivities } from './handoff.ts';
import { createPostActivities } from './posts.ts';

export type Activities = {
  handoff: ReturnType<typeof createHandoffActivities>;
  posts: ReturnType<typeof createPostActivities>;
  contact: ReturnType<typeof createContactActivities>;
  customerMail: ReturnType<typeof createCustomerMailActivities>;
};

/** Every side effect of the workflows, under the names that they are called by. */
export const createActivities = (
  deps: ActivityDeps,
): Activities['handoff'] & Activities['posts'] & Activities['contact'] & Activities['customerMail'] => ({
  ...createHandoffActivities(deps),
  ...createPostActivities(deps),
  ...createContactActivities(deps),
  ...createCustomerMailActivities(deps),
});

import type { ActivityDeps } from './activity-deps.ts';
import { createHandoffActivities } from './handoff.ts';
import { createPostActivities } from './posts.ts';

export type Activities = {
  handoff: ReturnType<typeof createHandoffActivities>;
  posts: ReturnType<typeof createPostActivities>;
};

/** Every side effect of the workflows, under the names that they are called by. */
export const createActivities = (deps: ActivityDeps): Activities['handoff'] & Activities['posts'] => ({
  ...createHandoffActivities(deps),
  ...createPostActivities(deps),
});

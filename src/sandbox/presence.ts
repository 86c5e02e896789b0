/** `active`: as their Slack client says. `snoozed`: from when until when they are not to be disturbed, in seconds. */
export type Status = { active: boolean; snoozed?: { from: number; to: number } };

/** How the people of the team stand; everybody is active at the start. */
export const createPresence = () => {
  const statuses = new Map<string, Status>();
  const listeners = new Set<() => void>();
  const of = (user: string): Status => statuses.get(user) ?? { active: true };
  return {
    of,
    all: (): Record<string, Status> => Object.fromEntries(statuses),
    set(user: string, status: Status): void {
      statuses.set(user, status);
      for (const listener of listeners) listener();
    },
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear(): void {
      statuses.clear();
      for (const listener of listeners) listener();
    },
  };
};
export type Presence = ReturnType<typeof createPresence>;

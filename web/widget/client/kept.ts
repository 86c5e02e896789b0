/** What the widget keeps on the customer's device, from the first use on. */
export type Kept = {
  resume?: { conversationId: string; secret: string };
  draft?: string;
  /** Messages that the server has not confirmed. */
  outbox?: { clientId: string; text: string; handoffId: string | null }[];
  form?: { name: string; email: string; message: string; clientId: string };
};

/** localStorage where it is allowed, memory where it is not. */
export const openKept = (widgetKey: string) => {
  const name = `live-agent-chat ${widgetKey}`;
  let kept: Kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(name) ?? '{}') as Kept;
  } catch {
    kept = {};
  }
  return {
    get: (): Kept => kept,
    set(change: Partial<Kept>): void {
      kept = { ...kept, ...change };
      try {
        localStorage.setItem(name, JSON.stringify(kept));
      } catch {
        // Storage is blocked or full: this visit still works from memory.
        return;
      }
    },
    clear(): void {
      kept = {};
      try {
        localStorage.removeItem(name);
      } catch {
        return;
      }
    },
  };
};
export type KeptStore = ReturnType<typeof openKept>;

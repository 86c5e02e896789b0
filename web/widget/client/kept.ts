import type { ContactValues } from '../../../src/contract/contact-form.ts';
import type { ContactRequest } from '../state/form-sending.ts';
import type { Pending } from '../state/view-state.ts';

/** What the widget keeps on the customer's device, from the first use on. */
export type Kept = {
  resume?: { conversationId: string; secret: string };
  draft?: string;
  /** Messages that the server has not confirmed, of all tabs. */
  outbox?: Pending[];
  /** A message to the team that the server does not have yet. */
  form?: KeptForm;
  /** The panel was open when the customer left the page. */
  open?: boolean;
  /** People own the conversation, as far as this device knows. */
  live?: boolean;
  /** The newest entry that an open panel has shown. */
  seen?: number;
};

/**
 * `open`: the customer was at it. `openedAt`: when, null when nothing was left to type. `submitted`: what is being sent; it
 * is not changed any more, since the server may have it.
 */
export type KeptForm = {
  values: ContactValues;
  clientId: string;
  open: boolean;
  openedAt: number | null;
  submitted?: ContactRequest | undefined;
};

/** What is given changes; what is given as undefined is forgotten. */
type Change = { [K in keyof Kept]?: Kept[K] | undefined };

/**
 * localStorage where it is allowed, memory where it is not. Tabs share it, so it is read anew each time: what is not in
 * `change` stays as another tab wrote it.
 */
export const openKept = (widgetKey: string) => {
  const name = `live-agent-chat ${widgetKey}`;
  let memory: Kept = {};
  let stored = true;

  const get = (): Kept => {
    if (!stored) return memory;
    try {
      memory = (JSON.parse(localStorage.getItem(name) ?? '{}') as Kept | null) ?? {};
    } catch {
      // Blocked, or spoiled by something else: the next change tells which.
      return memory;
    }
    return memory;
  };
  return {
    get,
    set(change: Change): void {
      memory = { ...get(), ...change } as Kept;
      if (!stored) return;
      try {
        localStorage.setItem(name, JSON.stringify(memory));
      } catch {
        // Storage is blocked or full: this visit still works from memory.
        stored = false;
      }
    },
    /** Leaves nothing on the device, from now on: what is still under way has the rest of this visit's memory. */
    forget(): void {
      get();
      stored = false;
      try {
        localStorage.removeItem(name);
      } catch {
        return;
      }
    },
  };
};
export type KeptStore = ReturnType<typeof openKept>;

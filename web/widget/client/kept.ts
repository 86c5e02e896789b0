import type { FormDraft, SubmittedForm } from '../state/form-sending.ts';
import type { Pending } from '../state/view-state.ts';

/** What the widget keeps on the customer's device, from the first use on. */
export type Kept = {
  resume?: { conversationId: string; secret: string };
  draft?: string;
  /** Messages that the server has not confirmed, of all tabs. */
  outbox?: Pending[];
  /** A message to the team that is being written, the same in all tabs. */
  formDraft?: FormDraft;
  /**
   * Messages to the team that the server does not have yet, of all tabs. While one is there the form shows it: there are
   * more only when tabs submit in the same moment.
   */
  formOutbox?: SubmittedForm[];
  /** The customer was at the form when they left the page. */
  formOpen?: boolean;
  /** The panel was open when the customer left the page. */
  open?: boolean;
  /** People own the conversation, as far as this device knows. */
  live?: boolean;
  /** The newest entry that an open panel has shown. */
  seen?: number;
};

/** What is given changes; what is given as undefined is forgotten. */
type Change = { [K in keyof Kept]?: Kept[K] | undefined };

const parts: Record<keyof Kept, true> = {
  resume: true,
  draft: true,
  outbox: true,
  formDraft: true,
  formOutbox: true,
  formOpen: true,
  open: true,
  live: true,
  seen: true,
};
const fields = Object.keys(parts);

/**
 * localStorage where it is allowed, memory where it is not. Tabs share it, so it is read anew each time; each part has an
 * item of its own, since a tab that wrote back all of it would undo what another one wrote in that moment.
 */
export const openKept = (widgetKey: string) => {
  const name = `live-agent-chat ${widgetKey} `;
  let memory: Kept = {};
  let stored = true;

  const get = (): Kept => {
    if (!stored) return memory;
    try {
      const items = fields.map((field) => [field, JSON.parse(localStorage.getItem(name + field) ?? 'null')]);
      memory = Object.fromEntries(items.filter(([, value]) => value !== null));
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
        for (const [field, value] of Object.entries(change)) {
          if (value === undefined) localStorage.removeItem(name + field);
          else localStorage.setItem(name + field, JSON.stringify(value));
        }
      } catch {
        // Storage is blocked or full: this visit still works from memory.
        stored = false;
      }
    },
    /** Calls `listener` when another tab has changed it; the answer ends that. */
    watch(listener: () => void): () => void {
      const onStorage = ({ key }: StorageEvent) => {
        if (key === null || key.startsWith(name)) listener();
      };
      addEventListener('storage', onStorage);
      return () => removeEventListener('storage', onStorage);
    },
    /** Leaves nothing on the device, from now on: what is still under way has the rest of this visit's memory. */
    forget(): void {
      get();
      stored = false;
      try {
        for (const field of fields) localStorage.removeItem(name + field);
      } catch {
        return;
      }
    },
  };
};
export type KeptStore = ReturnType<typeof openKept>;

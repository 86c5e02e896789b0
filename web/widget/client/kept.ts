import type { Kept } from '../state/kept.ts';
import { adoptOldKept } from './adopt-old-kept.ts';

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
  const set = (change: Change): void => {
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
  };

  try {
    const old = localStorage.getItem(name.trimEnd());
    if (old !== null) {
      set(adoptOldKept(old) ?? {});
      if (stored) localStorage.removeItem(name.trimEnd());
    }
  } catch {
    stored = false;
  }

  return {
    get,
    set,
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

import type { Kept } from '../state/kept.ts';

/** As version 0.1.0 kept it, in one item. */
type OldKept = Omit<Kept, 'formDraft' | 'formOutbox' | 'formOpen'> & {
  form?: { name: string; email: string; message: string; open: boolean };
};

/**
 * What version 0.1.0 left on the device, as it is kept by this one: a message that waited, or a half-filled form, must outlive
 * an update of the widget. To be removed in 1.0. Undefined for what is no such thing.
 */
export const adoptOldKept = (item: string): Kept | undefined => {
  try {
    const { form, ...kept } = JSON.parse(item) as OldKept;
    if (!form) return kept;
    const { name, email, message, open } = form;
    const values = { name, email, message, extra: {}, consent: null };
    return { ...kept, formDraft: { values, openedAt: null }, ...(open && { formOpen: true }) };
  } catch {
    return undefined;
  }
};

import type { FieldDraft } from './contact-draft.ts';

/** The server takes no more. */
export const mostFields = 10;

let made = 0;
/** Its key is unlike any id, which has no colon. */
export const newField = (): FieldDraft => ({
  key: `new:${++made}`,
  id: '',
  label: '',
  kind: 'text',
  required: false,
  options: '',
});

/** With the field at `from` moved to `to`; as it is when there is no such place. */
export const moved = (fields: FieldDraft[], from: number, to: number): FieldDraft[] => {
  const field = fields[from];
  if (!field || to < 0 || to >= fields.length) return fields;
  return fields.toSpliced(from, 1).toSpliced(to, 0, field);
};

/** What a field is called on this page. */
export const nameOf = ({ label }: FieldDraft): string => label.trim() || 'New field';

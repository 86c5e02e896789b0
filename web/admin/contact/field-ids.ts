const longest = 40;

/** `order-number` of "Order number": what the server takes as an id, and none that is taken. At most 40 units. */
export const fieldId = (label: string, taken: string[]): string => {
  const plain = label.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const words = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  // A label of another script leaves nothing.
  const base = words.slice(0, longest).replace(/-$/, '') || 'field';
  const isFree = (id: string) => !taken.includes(id) && !(id in {});
  for (let i = 1; ; i++) {
    const ending = i === 1 ? '' : `-${i}`;
    const id = base.slice(0, longest - ending.length) + ending;
    if (isFree(id)) return id;
  }
};

/** Gives an id to those that have none. One that is there stays, whatever its label says, for stored answers are by it. */
export const withIds = <T extends { id: string; label: string }>(fields: T[]): T[] => {
  const taken = fields.map(({ id }) => id);
  return fields.map((field) => {
    if (field.id) return field;
    const id = fieldId(field.label, taken);
    taken.push(id);
    return { ...field, id };
  });
};

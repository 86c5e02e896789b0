import type { Entry } from '../../../src/contract/entry.ts';

/**
 * What the customer wrote last, in as many messages as it took: back to the answer of a person or the assistant before.
 * What was sent by the form has taken along what was written before it.
 */
export const lastWords = (entries: Entry[]): string => {
  const sent = entries.findLastIndex(({ event }) => event?.type === 'contact_request');
  const said = entries.slice(sent + 1).filter(({ kind }) => kind !== 'system');
  const end = said.findLastIndex(({ kind }) => kind === 'customer');
  const before = said.slice(0, end + 1).findLastIndex(({ kind }) => kind !== 'customer');
  return said
    .slice(before + 1, end + 1)
    .map(({ text }) => text)
    .join('\n');
};

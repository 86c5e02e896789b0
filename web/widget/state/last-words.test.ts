import { expect, test } from 'vitest';
import type { Entry } from '../../../src/contract/entry.ts';
import { lastWords } from './last-words.ts';

const log = (...said: [kind: Entry['kind'], text: string][]): Entry[] =>
  said.map(([kind, text], i) => ({ seq: i + 1, at: '', kind, text }));

test('all that the customer wrote since the last answer', () => {
  const before: [Entry['kind'], string][] = [
    ['customer', 'Hello'],
    ['assistant', 'Hello!'],
    ['customer', 'Can you ship 20 kg?'],
    ['system', ''],
    ['customer', 'To Norway'],
  ];
  expect(lastWords(log(...before))).toBe('Can you ship 20 kg?\nTo Norway');
  expect(lastWords(log(...before, ['agent', 'One moment'], ['system', '']))).toBe('Can you ship 20 kg?\nTo Norway');
  expect(lastWords(log(['assistant', 'Hello!']))).toBe('');
  expect(lastWords([])).toBe('');
});

test('what was sent by the form before is not sent again', () => {
  const asked = log(['customer', 'Do you have pots?'], ['customer', 'Do you have pots? I need five.']);
  const sent = asked.with(1, { ...asked[1], event: { type: 'contact_request', contactRequestId: 'cr_1' } } as Entry);
  expect(lastWords(sent)).toBe('');
  expect(lastWords([...sent, ...log(['customer', 'And cups'])])).toBe('And cups');
});

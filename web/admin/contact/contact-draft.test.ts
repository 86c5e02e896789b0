import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings, settingsSchema } from '../../../src/contract/settings.schema.ts';
import { changesOf, draftOf, settingsOf } from '../settings/draft.ts';
import { contactDraftOf, contactOf, contactToSave, linesOf } from './contact-draft.ts';

const { contact } = settingsSchema.parse({
  contact: {
    name: 'optional',
    fields: [
      { id: 'order', label: 'Order number', kind: 'text', required: true },
      { id: 'topic', label: 'Topic', kind: 'select', options: ['Tea', 'Pots'] },
    ],
    consent: { text: 'You may answer me.', url: 'https://shop.example/privacy' },
    targets: {
      channel: false,
      email: ['a@shop.example', 'b@shop.example'],
      webhook: { url: 'https://crm.example/in' },
    },
  },
});
const saved = { ...defaultSettings, contact };

test('what was read is what would be saved', () => {
  expect(contactOf(contactDraftOf(contact))).toEqual(contact);
  expect(changesOf(draftOf(saved), saved)).toEqual({});
});

test('a label may change, its id does not; a new field gets an id from its label', () => {
  const draft = contactDraftOf(contact);
  const [order, topic] = draft.contactFields.map((field) => ({ ...field, label: `Your ${field.label}` }));
  const made = {
    key: 'new:1',
    id: '',
    label: 'Your shop',
    kind: 'select' as const,
    required: false,
    options: ' A \n\nB',
  };
  const { fields } = contactOf({ ...draft, contactFields: [topic, made, order].filter((field) => !!field) });
  expect(fields.map(({ id, label }) => [id, label])).toEqual([
    ['topic', 'Your Topic'],
    ['your-shop', 'Your shop'],
    ['order', 'Your Order number'],
  ]);
  expect(fields[1]?.options).toEqual(['A', 'B']);
});

test('only what means something counts as a change', () => {
  const draft = draftOf(saved);
  const untidy = { ...draft, toEmail: `\n${draft.toEmail}\n \n`, webhookUrl: ` ${draft.webhookUrl}` };
  expect(changesOf(untidy, saved)).toEqual({});
  expect(changesOf({ ...draft, consent: false }, saved)).toMatchObject({ consent: false });
  const emails = { toEmail: 'b@shop.example' };
  expect(changesOf({ ...draft, ...emails }, saved)).toEqual(emails);
  const moved = { contactFields: draft.contactFields.toReversed() };
  expect(changesOf({ ...draft, ...moved }, saved)).toEqual(moved);
  const off = draftOf(defaultSettings);
  expect(changesOf({ ...off, consentText: 'Words that nobody will see' }, defaultSettings)).toEqual({});
});

test('a contact form that was not changed is saved to the letter, although the page could not type it', () => {
  const odd = settingsSchema.parse({
    contact: { fields: [{ id: 'size', label: 'Size', kind: 'select', options: ['large\nor huge', ' small '] }] },
  });
  expect(settingsOf({ ...draftOf(odd), queue: true }, odd, null).contact).toEqual(odd.contact);
  const draft = contactDraftOf(odd.contact);
  expect(contactToSave({ ...draft, toEmail: 'a@shop.example' }, odd.contact).targets.email).toEqual(['a@shop.example']);
});

test('lines are what is written on them', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }).filter((s) => s.trim() !== '' && !s.includes('\n'))), (lines) => {
      expect(linesOf(lines.join('\n\n'))).toEqual(lines.map((line) => line.trim()));
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contactSettings } from '../../../src/contract/contact-settings.schema.ts';
import { fieldId, withIds } from './field-ids.ts';

test.each([
  ['Order number', 'order-number'],
  ['  Größe (cm)? ', 'gro-e-cm'],
  ['Téléphone', 'telephone'],
  ['注文番号', 'field'],
  ['constructor', 'constructor-2'],
  ['__proto__', 'proto'],
])('%j becomes %j', (label, id) => {
  expect(fieldId(label, [])).toBe(id);
});

test('an id that is there stays, also when the label changes; a new one differs from all', () => {
  const fields = [
    { id: '', label: 'Topic' },
    { id: 'topic', label: 'Something else' },
    { id: '', label: 'Topic!' },
  ];
  expect(withIds(fields).map(({ id }) => id)).toEqual(['topic-2', 'topic', 'topic-3']);
});

test('whatever the labels, the server takes the ids', () => {
  const label = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 100 }),
    fc.constantFrom('a'.repeat(90), 'toString', '-'),
  );
  const schema = contactSettings(z.strictObject);
  fc.assert(
    fc.property(fc.array(label, { maxLength: 10 }), (labels) => {
      const fields = withIds(labels.map((text) => ({ id: '', label: text })));
      const given = fields.map(({ id }) => ({ id, label: 'Label', kind: 'text' as const }));
      expect(schema.safeParse({ fields: given }).error).toBeUndefined();
    }),
  );
});

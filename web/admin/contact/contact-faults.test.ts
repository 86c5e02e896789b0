import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src/contract/settings.schema.ts';
import { contactDraftOf } from './contact-draft.ts';
import { faultsByKey } from './contact-faults.ts';

const field = { id: '', label: 'Topic', kind: 'select' as const, required: false, options: '\nTea\nTea\nPots' };
const sent = {
  ...contactDraftOf(defaultSettings.contact),
  contactFields: [
    { ...field, key: 'order' },
    { ...field, key: 'new:1' },
  ],
  toEmail: 'a@shop.example\n\nnobody',
};
const placed = (path: string) => faultsByKey([{ path: `settings.${path}`, message: 'must be good' }], sent)[0];

test.each([
  ['contact.fields.1.label', 'contact.fields.new:1.label', 'must be good'],
  ['contact.fields.0.options', 'contact.fields.order.options', 'must be good'],
  ['contact.fields.1.options.2', 'contact.fields.new:1.options.2', '“Pots” must be good'],
  ['contact.targets.email.1', 'contact.targets.email.1', '“nobody” must be good'],
  ['contact.targets.email', 'contact.targets.email', 'must be good'],
  ['contact.fields', 'contact.fields', 'must be good'],
  ['contact.fields.7.label', 'contact.fields.7.label', 'must be good'],
  ['availability.queueTimeoutMinutes', 'availability.queueTimeoutMinutes', 'must be good'],
])('%s is said at %s', (path, at, message) => {
  expect(placed(path)).toEqual({ path: `settings.${at}`, message });
});

import { expect, test } from 'vitest';
import { contactSchema } from './contact-form.schema.ts';
import type { ContactForm } from './contact-form.ts';

const usual: ContactForm = { name: 'required', email: 'required', fields: [], consent: null };
const filled = { name: 'Ann', email: 'ann@example.com', message: 'Call me', extra: {}, consent: null };
const faults = (form: Partial<ContactForm>, values: object) =>
  Object.fromEntries(
    (contactSchema({ ...usual, ...form }).safeParse({ ...filled, ...values }).error?.issues ?? []).map((issue) => [
      issue.path.join('.'),
      issue.message,
    ]),
  );

test('the usual form: all three are wanted, blanks around them do not count', () => {
  expect(contactSchema(usual).parse({ ...filled, email: ' ann@example.com ' })).toEqual(filled);
  expect(Object.keys(faults({}, { name: ' ', email: '', message: '\n' }))).toEqual(['name', 'email', 'message']);
  expect(faults({}, { email: 'ann@nowhere' })).toEqual({ email: 'This is not an e-mail address.' });
});

test('what is optional may be left out, and is checked when it is there', () => {
  expect(faults({ name: 'optional', email: 'optional' }, { name: '', email: '' })).toEqual({});
  expect(faults({ name: 'hidden' }, { name: '' })).toEqual({});
  expect(faults({ email: 'optional' }, { email: 'nonsense' })).toHaveProperty('email');
});

test("the admin's own fields", () => {
  const fields: ContactForm['fields'] = [
    { id: 'order', label: 'Order', kind: 'text', required: true, options: [] },
    { id: 'topic', label: 'Topic', kind: 'select', required: false, options: ['Tea', 'Pots'] },
  ];
  expect(faults({ fields }, {})).toEqual({ 'extra.order': 'Please fill this in.' });
  expect(faults({ fields }, { extra: { order: '1\n2', topic: 'Cups' } })).toEqual({
    'extra.order': 'Please use one line.',
    'extra.topic': 'Please choose one.',
  });
  const parsed = contactSchema({ ...usual, fields }).parse({ ...filled, extra: { order: ' 17 ', gone: 'x' } });
  expect(parsed.extra).toEqual({ order: '17', topic: '' });
});

test('consent is ticked where it is asked for', () => {
  const consent = { text: 'You may call me.', url: null };
  expect(faults({ consent }, {})).toEqual({ consent: 'Please tick this.' });
  expect(faults({ consent }, { consent })).toEqual({});
});

test('what was ticked is what is asked for, word for word; what is not asked for any more does no harm', () => {
  const consent = { text: 'You may call me.', url: 'https://shop.example/privacy' };
  const fault = { consent: 'This has changed: please read it and tick it again.' };
  expect(faults({ consent }, { consent: { ...consent, text: 'You may mail me.' } })).toEqual(fault);
  expect(faults({ consent }, { consent: { ...consent, url: null } })).toEqual(fault);
  expect(faults({ consent: null }, { consent })).toEqual({});
});

test('sizes and characters', () => {
  expect(faults({}, { name: 'n'.repeat(201), message: 'm'.repeat(10_001) })).toEqual({
    name: 'Please use at most 200 characters.',
    message: 'Please use at most 10000 characters.',
  });
  expect(faults({}, { name: 'Ann\r\nBcc: all@example.com' })).toEqual({ name: 'Please use one line.' });
  expect(faults({}, { message: 'a\0b' })).toHaveProperty('message');
  expect(faults({}, { message: 'two\nlines' })).toEqual({});
});

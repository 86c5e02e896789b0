import { expect, test } from 'vitest';
import type { ContactCard } from '../agent-channel.ts';
import { contactCard } from './contact-card.ts';
import { actionIds } from './slack-interaction.ts';

const card: ContactCard = {
  contactRequestId: 'cr_1',
  name: 'Ann',
  email: 'müller+tea@example.com',
  message: 'Can you ship 20 kg?',
  reason: 'outside_hours',
  sentAt: new Date('2026-11-22T14:02:30Z'),
  extra: [{ label: 'Order number', value: '17' }],
  undelivered: [],
};
const buttonsOf = (found: ReturnType<typeof contactCard>) =>
  found.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
const shown = (found: ReturnType<typeof contactCard>) => JSON.stringify(found.blocks);

test('open: what was sent and why, with a way to mail the customer and one to say that it is done', () => {
  const found = contactCard(card);
  for (const text of ['Ann', 'müller+tea@example.com', 'Can you ship 20 kg?', 'Order number: ', '17', 'to the chat'])
    expect(shown(found)).toContain(text);
  expect(shown(found)).toContain('<mailto:m%C3%BCller%2Btea@example.com|Reply by e-mail>');
  expect(buttonsOf(found)).toMatchObject([{ action_id: actionIds.handled }]);
});

test('handled: who did and when, and the button is gone', () => {
  const found = contactCard({ ...card, handled: { at: card.sentAt, byExternalId: 'U012' } });
  expect(shown(found)).toMatch(/Handled by <@U012>, <!date\^1795356150/);
  expect(buttonsOf(found)).toEqual([]);
});

test('without an address it says where a reply is read; a delivery that failed is told', () => {
  const { email: _, ...without } = card;
  const found = contactCard({ ...without, undelivered: ['email', 'webhook'] });
  expect(shown(found)).toContain('left no e-mail address');
  expect(buttonsOf(found)).toMatchObject([{ action_id: actionIds.handled }]);
  expect(shown(found).match(/:warning:/g)).toHaveLength(2);
});

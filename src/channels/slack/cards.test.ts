import { expect, test } from 'vitest';
import { endReasons } from '../../contract/handoff.ts';
import type { HandoffCard } from '../agent-channel.ts';
import { handoffCard } from './cards.ts';
import { contactCard } from './contact-card.ts';
import { actionIds } from './slack-interaction.ts';

const at = new Date('2026-11-22T14:02:30Z');
const card: HandoffCard = {
  handoffId: 'ho_1',
  customerName: 'Ann',
  customerEmail: 'ann_b@example.com',
  pageUrl: 'https://shop.example/a_b_c?x=1&y=2',
  pageTitle: 'Beans',
  reason: 'Wants 20 kg',
  requestedAt: at,
  askedWhileClosed: false,
  state: { is: 'waiting' },
};
const buttonsOf = (found: ReturnType<typeof handoffCard>) =>
  found.blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((e) => 'action_id' in e && e.action_id);
const textsOf = (found: object) => JSON.stringify(found);

test('waiting: who, where, why and since when, with Claim and a confirmed End', () => {
  const found = handoffCard(card);
  expect(buttonsOf(found)).toEqual([actionIds.claim, actionIds.end]);
  const shown = textsOf(found.blocks);
  for (const text of ['Ann', 'ann_b@example.com', 'Beans - https://shop.example/a_b_c?x=1&y=2', 'Wants 20 kg']) {
    expect(shown).toContain(text);
  }
  expect(shown).toContain('<!date^1795356150^{date_short_pretty} {time}|2026-11-22 14:02 UTC>');
  expect(shown).toContain('"confirm"');
  expect(found.text).toBe('Customer asks for a person: Ann');
});

test('active: names the agent and leaves End', () => {
  const found = handoffCard({ ...card, state: { is: 'active', agentExternalId: 'U012', since: at } });
  expect(buttonsOf(found)).toEqual([actionIds.end]);
  expect(textsOf(found)).toContain('<@U012>');
  const forged = handoffCard({ ...card, state: { is: 'active', agentExternalId: '!channel', since: at } });
  expect(textsOf(forged)).not.toContain('<@!channel>');
});

test.each(endReasons)('ended by %s: says so in plain words, with no buttons', (reason) => {
  const found = handoffCard({ ...card, state: { is: 'ended', reason, at, undelivered: 2 } });
  expect(buttonsOf(found)).toEqual([]);
  expect(textsOf(found)).not.toContain(reason);
  expect(textsOf(found)).toContain('2 messages of the customer crossed the end of the session');
  expect(textsOf(handoffCard({ ...card, state: { is: 'ended', reason, at, undelivered: 0 } }))).not.toContain(
    'reach this thread',
  );
});

test('who ended it is named, whoever had it first', () => {
  const state = { is: 'ended', reason: 'agent_ended', at, undelivered: 0, agentExternalId: 'U012' } as const;
  const found = textsOf(handoffCard({ ...card, state: { ...state, endedByExternalId: 'U345' } }));
  expect(found).toContain('Ended by <@U345>');
  expect(found).not.toContain('U012');
});

test('nothing that a customer chose can ping, link or format, and a card stays small', () => {
  const evil = `<!channel> *b* ${'x<&>'.repeat(3000)}`;
  const all = { customerName: evil, customerEmail: evil, pageUrl: evil, pageTitle: evil, reason: evil };
  const contact = {
    contactRequestId: 'c',
    name: evil,
    email: evil,
    message: evil.slice(0, 10_000),
    reason: 'agents_busy',
    sentAt: at,
    extra: Array.from({ length: 10 }, () => ({ label: evil.slice(0, 100), value: evil.slice(0, 500) })),
    undelivered: ['email' as const],
  };
  for (const found of [handoffCard({ ...card, ...all }), contactCard(contact)]) {
    const parsed = found.blocks.filter((block) => block.type !== 'rich_text');
    expect(textsOf([found.text, parsed])).not.toMatch(/<(?!!date\^|mailto:[^<>|]+\|Reply by e-mail>)/);
    expect(found.blocks.length).toBeLessThan(45);
    expect(textsOf(found.blocks).length).toBeLessThan(13_200);
  }
});

test('of one who asked while it was closed agents are told that they may not be there', () => {
  const words = JSON.stringify(handoffCard({ ...card, askedWhileClosed: true }));
  expect(words).toContain('Asked while you were closed');
  expect(words).not.toContain('Waiting since');
  expect(JSON.stringify(handoffCard(card))).toContain('Waiting since');
});

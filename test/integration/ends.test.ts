import { expect, test } from 'vitest';
import { createWorkspace } from '../../src/accounts/workspace-store.ts';
import { defaultSettings } from '../../src/contract/settings.schema.ts';
import { acceptCustomerMessage, openConversation, readEntries } from '../../src/conversations/conversation-store.ts';
import { readHandoff } from '../../src/conversations/handoff-reader.ts';
import { endHandoff, requestHandoff } from '../../src/conversations/handoff-store.ts';
import { testDatabase } from '../support/database.ts';

const requested = async () => {
  const { db } = await testDatabase();
  const { id: workspaceId } = await createWorkspace(db, 'Test');
  const { conversationId } = await openConversation(db, workspaceId, {});
  const ask = () =>
    requestHandoff(db, {
      workspaceId,
      conversationId,
      requestedBy: 'customer',
      reason: null,
      whenClosed: 'form',
      channel: 'C0CUSTOMERS',
      settings: defaultSettings,
      settingsVersion: 0,
    });
  const first = await ask();
  if (first.outcome !== 'requested') throw new Error(first.outcome);
  const say = (text: string) =>
    acceptCustomerMessage(db, {
      workspaceId,
      conversationId,
      clientId: text,
      text,
      handoffId: null,
    });
  return { db, conversationId, handoffId: first.handoffId, ask, say };
};

test('a clock that went by older activity is refused; an end by a person is not', async () => {
  const { db, handoffId, say } = await requested();
  const { last_activity_text: believed } = await readHandoff(db, handoffId);
  await say('still here');
  const clock = { handoffId, reason: 'no_agent_response', by: 'clock', believed } as const;
  expect((await endHandoff(db, clock)).outcome).toBe('refused');
  expect((await endHandoff(db, { handoffId, reason: 'customer_ended', by: 'customer' })).outcome).toBe('ended');
  expect((await endHandoff(db, clock)).outcome).toBe('already');
});

test('of many requests at once one handoff comes, of many ends at once one end', async () => {
  const { db, conversationId, handoffId, ask } = await requested();
  const asked = await Promise.all(Array.from({ length: 10 }, ask));
  expect(new Set(asked.map((a) => ('handoffId' in a ? a.handoffId : '')))).toEqual(new Set([handoffId]));
  const reasons = ['agent_ended', 'customer_ended', 'inactivity', 'customer_left'] as const;
  const ends = await Promise.all(reasons.map((reason) => endHandoff(db, { handoffId, reason, by: 'test' })));
  expect(ends.filter((end) => end.outcome === 'ended')).toHaveLength(1);
  const lines = (await readEntries(db, conversationId, 0)).filter((entry) => entry.event?.type === 'handoff_ended');
  expect(lines).toHaveLength(1);
});

test('messages and an end at once: each is in the handoff before its end, or refused', async () => {
  const { db, conversationId, handoffId } = await requested();
  const { workspace_id: workspaceId } = await readHandoff(db, handoffId);
  const sends = Array.from({ length: 30 }, (_, i) =>
    acceptCustomerMessage(db, {
      workspaceId,
      conversationId,
      clientId: `message-${i}`,
      text: `message ${i}`,
      handoffId,
    }),
  );
  const [outcomes] = await Promise.all([
    Promise.all(sends),
    endHandoff(db, { handoffId, reason: 'agent_ended', by: 'test' }),
  ]);
  const entries = await readEntries(db, conversationId, 0);
  const end = entries.find((entry) => entry.event?.type === 'handoff_ended')?.seq ?? 0;
  const inside = entries.filter((entry) => entry.kind === 'customer');
  expect(inside.every((entry) => entry.seq < end)).toBe(true);
  expect(inside).toHaveLength(outcomes.filter((outcome) => outcome.outcome === 'accepted').length);
  expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, i) => i + 1));
});

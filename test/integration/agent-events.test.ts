import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace } from '../../src/accounts/workspace-store.ts';
import type { InboundEvent } from '../../src/contract/inbound-event.ts';
import { defaultSettings } from '../../src/contract/settings.schema.ts';
import { openConversation, readEntries } from '../../src/conversations/conversation-store.ts';
import { readHandoff } from '../../src/conversations/handoff-reader.ts';
import {
  acceptAgentEvent,
  admitHandoff,
  endHandoff,
  recordHandoffThread,
  requestHandoff,
  settleParkedEvents,
} from '../../src/conversations/handoff-store.ts';
import type { Db } from '../../src/db/database.ts';
import { openForAll } from '../support/admission.ts';
import { createTestDatabase } from '../support/database.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await createTestDatabase());
});
afterAll(() => drop());

let made = 0;
/** A handoff whose card is posted as `threadRef`; recorded when `record` is called. */
const handoff = async () => {
  const { id: workspaceId } = await createWorkspace(db, 'Test');
  const { conversationId } = await openConversation(db, workspaceId, {});
  const requested = await requestHandoff(db, {
    workspaceId,
    conversationId,
    requestedBy: 'customer',
    reason: null,
    whenClosed: 'form',
    channel: 'C0CUSTOMERS',
    settings: defaultSettings,
    settingsVersion: 0,
  });
  if (requested.outcome !== 'requested') throw new Error(requested.outcome);
  const { handoffId } = requested;
  await admitHandoff(db, handoffId, openForAll);
  const threadRef = `slack:T:C:${++made}.1`;
  const event = (what: Partial<InboundEvent>): InboundEvent => ({
    type: 'message',
    threadRef,
    keys: [`key ${++made}`],
    agentExternalId: 'U0MAYA',
    parentIsOurs: true,
    ...what,
  });
  return {
    workspaceId,
    handoffId,
    threadRef,
    event,
    record: () => recordHandoffThread(db, handoffId, threadRef),
    accept: (what: Partial<InboundEvent>) => acceptAgentEvent(db, 'slack', event(what)),
    reply: (text: string) => acceptAgentEvent(db, 'slack', event({ text, externalId: `${threadRef} ${text}` })),
    /** What the customer reads, as "kind text" or the type of the event. */
    log: async () =>
      (await readEntries(db, conversationId, 0))
        .map((entry) => entry.event?.type ?? entry.text)
        .filter((line) => line !== 'handoff_requested'),
    notices: async () =>
      (
        await db
          .selectFrom('notices')
          .select(['body', 'agent_external_id'])
          .where('thread_ref', '=', threadRef)
          .execute()
      ).map((notice) => `${notice.body} ${notice.agent_external_id}`),
    parked: async () =>
      (await db.selectFrom('parked_events').select('id').where('thread_ref', '=', threadRef).execute()).length,
  };
};

test('replies that came before their thread go before the one that comes after it', async () => {
  const { reply, record, log, parked } = await handoff();
  expect((await reply('one')).outcome).toBe('parked');
  expect((await reply('two')).outcome).toBe('parked');
  await record();
  const third = await reply('three');
  expect(third.outcome).toBe('accepted');
  expect(third.ring).toBe(true);
  expect(third.entries?.map((entry) => entry.text)).toEqual(['', 'one', 'two', 'three']);
  expect(await log()).toEqual(['agent_joined', 'one', 'two', 'three']);
  expect(await parked()).toBe(0);
});

test('a parked end ends it, and what follows is told to the agent', async () => {
  const { accept, reply, record, log, notices } = await handoff();
  await reply('one');
  await accept({ type: 'end' });
  await record();
  expect((await reply('too late')).outcome).toBe('after_end');
  expect(await log()).toEqual(['agent_joined', 'one', 'handoff_ended']);
  expect(await notices()).toEqual(['after_end U0MAYA']);
});

test('two sweepers at once take the parked replies of a thread once, and in order', async () => {
  const { reply, record, log, threadRef } = await handoff();
  const texts = Array.from({ length: 8 }, (_, i) => `reply ${i}`);
  for (const text of texts) await reply(text);
  await record();
  await Promise.all([1, 2, 3].map(() => settleParkedEvents(db, 'slack', threadRef)));
  expect(await log()).toEqual(['agent_joined', ...texts]);
});

test('an edit and a deletion that come before their message wait for it', async () => {
  const { accept, reply, record, log, threadRef } = await handoff();
  await record();
  const target = { targetExternalId: `${threadRef} a secret` };
  expect((await accept({ type: 'message_edited', text: 'less', ...target })).outcome).toBe('parked');
  expect((await accept({ type: 'message_deleted', ...target })).outcome).toBe('parked');
  await reply('a greeting');
  const late = await reply('a secret');
  expect(late.entries?.map((entry) => entry.event?.type ?? entry.text)).toEqual([
    'a secret',
    'message_edited',
    'message_deleted',
  ]);
  expect(await log()).toEqual(['agent_joined', 'a greeting', 'a secret', 'message_edited', 'message_deleted']);
});

test('changes that overtake each other: a deletion is final, and the later edit counts', async () => {
  const { accept, reply, record, log, threadRef } = await handoff();
  await record();
  await reply('20');
  const edit = (text: string, editedAt: number) =>
    accept({ type: 'message_edited', text, editedAt, targetExternalId: `${threadRef} 20` });
  expect((await edit('30', 1_760_000_020.000_2)).outcome).toBe('accepted');
  expect((await edit('25', 1_760_000_010.000_1)).outcome).toBe('superseded');
  await accept({ type: 'message_deleted', targetExternalId: `${threadRef} 20` });
  expect((await edit('my password', 1_760_000_030)).outcome).toBe('superseded');
  expect(await log()).toEqual(['agent_joined', '20', 'message_edited', 'message_deleted']);
});

test('what an agent takes back after the end is taken back for the customer', async () => {
  const { accept, reply, record, log, handoffId, threadRef, notices } = await handoff();
  await record();
  await reply('a secret');
  await endHandoff(db, { handoffId, reason: 'agent_ended', by: 'test' });
  const { outcome } = await accept({ type: 'message_deleted', targetExternalId: `${threadRef} a secret` });
  expect(outcome).toBe('accepted');
  expect((await log()).at(-1)).toBe('message_deleted');
  expect(await notices()).toEqual([]);
});

test('a second claim is told to who comes late, not to who has it', async () => {
  const { accept, record, notices } = await handoff();
  await record();
  expect((await accept({ type: 'claim' })).outcome).toBe('accepted');
  expect((await accept({ type: 'claim' })).outcome).toBe('already_claimed');
  expect(await notices()).toEqual([]);
  const late = await accept({ type: 'claim', agentExternalId: 'U0TOMAS' });
  expect(late).toMatchObject({ outcome: 'already_claimed', noticeId: expect.any(String) });
  expect(await notices()).toEqual(['already_claimed U0TOMAS']);
});

test('a parked event that can not be taken holds nobody up, and its agent is told', async () => {
  const { event, reply, record, log, notices, parked, threadRef } = await handoff();
  const { text: _, ...poisoned } = event({ externalId: 'poisoned', agentExternalId: 'U0TOMAS' });
  await reply('one');
  await sql`insert into parked_events (provider, thread_ref, event)
    values ('slack', ${threadRef}, ${JSON.stringify(poisoned)}::jsonb)`.execute(db);
  await reply('two');
  await record();
  await settleParkedEvents(db, 'slack', threadRef);
  expect(await log()).toEqual(['agent_joined', 'one', 'two']);
  expect(await notices()).toEqual(['never_matched U0TOMAS']);
  expect(await parked()).toBe(0);
});

test('a card that was posted twice: the first one has the thread', async () => {
  const { handoffId, record, reply, log, threadRef } = await handoff();
  await record();
  await recordHandoffThread(db, handoffId, `${threadRef}-again`);
  const { thread_ref, status } = await readHandoff(db, handoffId);
  expect([thread_ref, status]).toEqual([threadRef, 'waiting']);
  await reply('Hello');
  expect(await log()).toEqual(['agent_joined', 'Hello']);
});

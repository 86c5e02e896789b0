import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace } from '../../src/accounts/workspace-store.ts';
import { readMetrics } from '../../src/api/metrics-reader.ts';
import {
  deleteContactRequests,
  handleContactRequest,
  sendContactAgain,
} from '../../src/contact/contact-admin-store.ts';
import { failDelivery, lookAtContactRequest } from '../../src/contact/contact-delivery-store.ts';
import { listContactRequests } from '../../src/contact/contact-list-reader.ts';
import { readContactRequest } from '../../src/contact/contact-request-reader.ts';
import { recordContactThread, storeContactRequest } from '../../src/contact/contact-request-store.ts';
import type { InboundEvent } from '../../src/contract/inbound-event.ts';
import { openConversation, readEntries } from '../../src/conversations/conversation-store.ts';
import { acceptAgentEvent, settleParkedEvents } from '../../src/conversations/handoff-store.ts';
import type { Db } from '../../src/db/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await createTestDatabase());
});
afterAll(() => drop());

let made = 0;
/** A contact request whose card is posted as `threadRef`; recorded when `record` is called. */
const contactRequest = async (email = 'ann@example.com', suspected = false) => {
  const { id: workspaceId } = await createWorkspace(db, 'Test');
  const { conversationId } = await openConversation(db, workspaceId, { customer: { email } });
  const stored = await storeContactRequest(db, {
    workspaceId,
    conversationId,
    handoffId: null,
    clientId: 'client-id-1',
    name: 'Ann',
    email,
    message: 'Hello',
    extra: [],
    consent: null,
    suspected,
    provider: 'slack',
    channel: 'C0CUSTOMERS',
    targets: { channel: true, email: [], webhook: null },
  });
  if (typeof stored === 'string') throw new Error(stored);
  const { id } = stored;
  const threadRef = `slack:T:C:${++made}.5`;
  const accept = (what: Partial<InboundEvent>) =>
    acceptAgentEvent(db, 'slack', {
      type: 'message',
      threadRef,
      keys: [`contact key ${++made}`],
      agentExternalId: 'U0MAYA',
      parentIsOurs: true,
      ...what,
    });
  return {
    id,
    workspaceId,
    conversationId,
    threadRef,
    accept,
    reply: (text: string) => accept({ text, externalId: `${threadRef} ${text}` }),
    async record() {
      const request = await readContactRequest(db, id);
      if (request) await recordContactThread(db, request, threadRef);
    },
    /** What the customer reads below their own words, as the text or the type of a system line. */
    log: async () =>
      (await readEntries(db, conversationId, 1)).map(({ kind, event, text }) =>
        kind === 'system' ? event?.type : text,
      ),
    mails: async () =>
      (
        await db
          .selectFrom('contact_deliveries')
          .select(['state', 'fault'])
          .where('contact_request_id', '=', id)
          .where('kind', '=', 'answer')
          .orderBy('seq')
          .execute()
      ).map(({ state }) => state),
    looked: async () => (await lookAtContactRequest(db, id)).deliveries.map(({ kind }) => kind),
    notices: async () =>
      (await db.selectFrom('notices').select('body').where('thread_ref', '=', threadRef).execute()).map(
        ({ body }) => body,
      ),
  };
};

test('a reply is an entry and a mail at once, however often its event comes, and only the first mail is due', async () => {
  const { reply, record, accept, log, mails, looked, id, threadRef } = await contactRequest();
  await record();
  expect(await reply('one')).toMatchObject({ outcome: 'accepted', contactRequestId: id, entries: [{ text: 'one' }] });
  const event = { text: 'two', externalId: `${threadRef} two`, keys: ['the same gesture'] };
  expect((await accept(event)).outcome).toBe('accepted');
  expect((await accept(event)).outcome).toBe('duplicate');
  expect(await log()).toEqual(['one', 'two']);
  expect(await mails()).toEqual(['pending', 'pending']);
  expect((await looked()).sort()).toEqual(['answer', 'channel']);
});

test('replies that came before their thread was recorded are taken in order once it is', async () => {
  const { reply, record, accept, log, mails, threadRef, id } = await contactRequest();
  expect((await reply('one')).outcome).toBe('parked');
  expect(
    (await accept({ type: 'message_edited', text: 'One!', targetExternalId: `${threadRef} one`, editedAt: 2 })).outcome,
  ).toBe('parked');
  await record();
  expect(await settleParkedEvents(db, 'slack', threadRef)).toMatchObject({ contactRequestId: id });
  await reply('two');
  expect(await log()).toEqual(['one', 'message_edited', 'two']);
  expect(await mails()).toEqual(['pending', 'pending']);
});

test('what is deleted before it was mailed is not mailed; an edit that comes late changes nothing', async () => {
  const { id, workspaceId, reply, record, accept, log, mails, notices, threadRef } = await contactRequest();
  await record();
  await reply('oops');
  const target = { targetExternalId: `${threadRef} oops` };
  // Rung, since the next answer may wait behind it.
  expect(await accept({ type: 'message_deleted', ...target })).toMatchObject({
    outcome: 'accepted',
    contactRequestId: id,
  });
  expect((await accept({ type: 'message_edited', text: 'never', editedAt: 1, ...target })).outcome).toBe('superseded');
  expect(await log()).toEqual(['oops', 'message_deleted']);
  expect(await mails()).toEqual(['withdrawn']);
  expect(await notices()).toEqual([]);
  expect((await listContactRequests(db, workspaceId, { state: 'undelivered' })).contactRequests).toEqual([]);
  expect(await sendContactAgain(db, workspaceId, id, { channel: true, email: [], webhook: null })).toBe(0);
});

test('a handoff has no button for handled, and a contact request none to claim or end', async () => {
  const { record, accept } = await contactRequest();
  await record();
  for (const type of ['claim', 'end'] as const) expect((await accept({ type })).outcome).toBe('contact_thread');
  expect((await accept({ type: 'handled' })).outcome).toBe('accepted');
  expect((await accept({ type: 'handled', agentExternalId: 'U0TOMAS' })).outcome).toBe('already_handled');
});

test('two agents at once: both answers are there, each once', async () => {
  const { record, accept, log, mails, threadRef } = await contactRequest();
  await record();
  const texts = Array.from({ length: 10 }, (_, i) => `answer ${i}`);
  await Promise.all(
    texts.map((text, i) =>
      accept({ text, externalId: `${threadRef} ${text}`, agentExternalId: i % 2 ? 'U0MAYA' : 'U0TOMAS' }),
    ),
  );
  expect((await log()).sort()).toEqual(texts);
  expect(await mails()).toHaveLength(10);
});

test('a deletion beside a reply waits for it, and neither fails', async () => {
  const { id, workspaceId, conversationId, record, log, reply } = await contactRequest();
  await record();
  let deletion: Promise<number> | undefined;
  // What a reply locks, in its order, with the deletion begun in between.
  await db.transaction().execute(async (tx) => {
    await sql`select 1 from conversations where id = ${conversationId} for update`.execute(tx);
    deletion = deleteContactRequests(db, workspaceId, 'Ann@example.com');
    await until('the deletion waits', async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      return rows.length > 0;
    });
    await sql`select 1 from contact_requests where id = ${id} for update`.execute(tx);
  });
  expect(await deletion).toBe(1);
  expect((await reply('late')).outcome).toBe('parked');
  expect(await log()).toEqual(['message_deleted']);
});

test('a request that is deleted while its card is posted gets no thread', async () => {
  const { id, workspaceId, threadRef, reply } = await contactRequest();
  const request = await readContactRequest(db, id);
  if (!request) throw new Error('It is not there');
  await deleteContactRequests(db, workspaceId, 'ann@example.com');
  await recordContactThread(db, request, threadRef);
  // Parked, which tells the agent in the end that nobody gets it.
  expect((await reply('Hello?')).outcome).toBe('parked');
});

/** What the gauge says of a state. */
const counted = async (state: string) =>
  Number(new RegExp(`undelivered\\{state="${state}"} (\\d+)`).exec(await readMetrics(db))?.[1]);

test('a delivery that was given up is counted until somebody has handled the request', async () => {
  const { id, workspaceId } = await contactRequest();
  const before = await counted('given_up');
  for (const delivery of (await lookAtContactRequest(db, id)).deliveries) await failDelivery(db, delivery.id, 'Gone.');
  expect(await counted('given_up')).toBe(before + 1);
  await handleContactRequest(db, workspaceId, id);
  expect(await counted('given_up')).toBe(before);
});

test('what is held for spam is counted until somebody has looked', async () => {
  const before = await counted('suspected');
  const { id, workspaceId } = await contactRequest('bot@example.com', true);
  expect(await counted('suspected')).toBe(before + 1);
  await handleContactRequest(db, workspaceId, id);
  expect(await counted('suspected')).toBe(before);
});

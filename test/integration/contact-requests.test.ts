import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/contract/new-id.ts';
import { settingsSchema } from '../../src/contract/settings.schema.ts';
import { saveSettings } from '../../src/settings/settings-store.ts';
import { contactCard, deliveriesOf, filledForm, sendForm, settled } from '../support/contact.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const shown = (card: { blocks?: object[] }) => JSON.stringify(card.blocks);

test('a card is marked as handled once: it says who, and a second press changes nothing', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  const id = await sendForm(customer);
  const card = await contactCard(agents, id);
  expect(shown(card)).toContain('Asked for it');
  await settled(world, id);
  await agents.click(card, 'handle_contact_request', 'U0MAYA');
  const handled = await until('the card says so', async () => {
    const now = await contactCard(agents, id);
    return shown(now).includes('Handled by <@U0MAYA>') && now;
  });
  expect(shown(handled)).not.toContain('handle_contact_request');
  await agents.click(card, 'handle_contact_request', 'U0TOMAS');
  const row = await world.db
    .selectFrom('contact_requests as r')
    .innerJoin('agents as a', 'a.id', 'r.handled_by')
    .select('a.external_id')
    .where('r.id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row.external_id).toBe('U0MAYA');
});

test('the same client id is one request, however often and at once it is sent', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  const form = { clientId: 'pressed-many-times', ...filledForm };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => customer.post<{ contactRequestId: string }>('/contact-requests', form)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
  const [id, ...others] = new Set(answers.map(({ body }) => body.contactRequestId));
  expect(others).toEqual([]);
  expect(await settled(world, id ?? '')).toEqual(['channel delivered']);
  const cards = (await agents.messages()).filter((m) => m.metadata?.event_payload.key === `contact-request/${id}/card`);
  expect(cards).toHaveLength(1);
});

test('what looks sent by a machine is answered like any other, kept, and goes nowhere', async () => {
  const customer = await openCustomer(world);
  const spam = await sendForm(customer, { unseen: 'https://buy.example' });
  const fast = await sendForm(customer, { filledInMs: 300 });
  const real = await sendForm(customer, { filledInMs: 2500 });
  await settled(world, real);
  for (const id of [spam, fast]) expect(await deliveriesOf(world, id)).toEqual([]);
  const rows = await world.db
    .selectFrom('contact_requests')
    .select(['id', 'suspected'])
    .where('conversation_id', '=', customer.conversationId)
    .execute();
  expect(
    rows
      .filter(({ suspected }) => suspected)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([spam, fast].sort());
});

test('without a mail server the e-mail waits and says what is missing, and the card is posted all the same', async () => {
  const mailless = await startWorld({ settings: { contact: { targets: { email: ['team@shop.example'] } } } });
  try {
    const id = await sendForm(await openCustomer(mailless));
    await contactCard(createAgents(mailless), id);
    const waiting = await until('it was tried', async () =>
      (await deliveriesOf(mailless, id)).find(({ kind, fault }) => kind === 'email' && fault),
    );
    expect(waiting).toMatchObject({
      state: 'pending',
      fault: 'No mail server is configured: set SMTP_URL and MAIL_FROM.',
      next_at: expect.any(Date),
    });
    // An operator's Terminate does not lose it.
    const handle = mailless.context.temporal.client.workflow.getHandle(`contact-deliveries/${id}`);
    const { runId } = await handle.describe();
    await handle.terminate();
    await sql`update contact_requests set workflow_started_at = now() - interval '11 minutes' where id = ${id}`.execute(
      mailless.db,
    );
    await until('it is begun anew', async () => {
      const now = await handle.describe();
      return now.runId !== runId && now.status.name === 'RUNNING';
    });
  } finally {
    await mailless.stop();
  }
});

test('what is stored is what the customer was shown and ticked, also when it is sent again after the words changed', async () => {
  const consent = { text: 'You may call me.', url: 'https://shop.example/privacy' };
  const asking = await startWorld({ settings: { contact: { consent } }, worker: false });
  try {
    const customer = await openCustomer(asking);
    const form = { clientId: 'agreed-in-time', ...filledForm, consent };
    const id = await sendForm(customer, form);
    const changed = settingsSchema.parse({
      channel: channelId,
      contact: { consent: { text: 'You may sell my data.' } },
    });
    await saveSettings(asking.db, asking.workspace.id, 1, changed, 'test');
    expect(await sendForm(customer, form)).toBe(id);
    const late = await customer.post('/contact-requests', { ...form, clientId: 'agreed-too-early' });
    expect(late.status).toBe(400);
    expect(late.body).toMatchObject({
      error: {
        code: 'invalid_request',
        fields: [{ path: 'consent', message: expect.stringContaining('has changed') }],
      },
    });
    const rows = await asking.db.selectFrom('contact_requests').select('consent').execute();
    expect(rows).toEqual([{ consent: { ...consent, at: expect.any(String) } }]);
  } finally {
    await asking.stop();
  }
});

test('a request that version 0.1.0 was delivering is delivered by this one', async () => {
  const { conversationId } = await openCustomer(world);
  const stored = await world.db
    .insertInto('contact_requests')
    .values({
      id: newId('cr'),
      workspace_id: world.workspace.id,
      conversation_id: conversationId,
      client_id: 'form-before-the-deploy',
      reason: 'asked_for_it',
      message: 'Before the deploy',
      provider: 'slack',
      channel: channelId,
      // The sweeper is not to be the one who finds it.
      seen_at: new Date(Date.now() + 3_600_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const handle = await world.context.temporal.client.workflow.start('contactRequest', {
    workflowId: `contact-request/${stored.id}`,
    taskQueue: world.env.TASK_QUEUE,
    args: [{ contactRequestId: stored.id }],
  });
  expect(await handle.result()).toBe('delivered');
  expect(shown(await contactCard(createAgents(world), stored.id))).toContain('Before the deploy');
  expect(await settled(world, stored.id)).toEqual(['channel delivered']);
});

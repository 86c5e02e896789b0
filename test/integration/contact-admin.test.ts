import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactRequestView } from '../../src/contract/contact-requests-api.schema.ts';
import { contactCard, sendForm, settled } from '../support/contact.ts';
import { call, createAgents, openCustomer } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { startReceiver } from '../support/webhook.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let crm: Awaited<ReturnType<typeof startReceiver>>;
let world: World;
beforeAll(async () => {
  crm = await startReceiver();
  world = await startWorld({ settings: { contact: { targets: { webhook: { url: crm.url } } } }, env: { DEMO: '1' } });
});
afterAll(async () => {
  await world.stop();
  crm.stop();
});

type List = { contactRequests: ContactRequestView[]; more: boolean };
const admin = <T>(method: string, path: string, body?: object) =>
  call<T>(world.url, method, `/v1/admin/workspaces/${world.workspace.id}${path}`, adminToken, body);
const list = async (query = ''): Promise<List> => (await admin<List>('GET', `/contact-requests${query}`)).body;
const read = async (id: string) =>
  (await admin<{ contactRequest: ContactRequestView }>('GET', `/contact-requests/${id}`)).body.contactRequest;
const rotate = async () => (await admin<{ secret: string }>('POST', '/webhook-secret')).body.secret;
const act = (id: string, action: 'send-again' | 'handled') => admin('POST', `/contact-requests/${id}/${action}`);

test('a webhook is signed, named the same however often it is tried, and says what was sent', async () => {
  const customer = await openCustomer(world);
  const waiting = await sendForm(customer);
  await until('it waits for a secret', async () =>
    (await read(waiting)).deliveries.find(({ kind, fault }) => kind === 'webhook' && fault?.includes('no secret yet')),
  );
  const issuedAt = async () => (await admin<{ issuedAt: string | null }>('GET', '/webhook-secret')).body.issuedAt;
  expect(await issuedAt()).toBeNull();
  const old = await rotate();
  expect(Date.parse((await issuedAt()) ?? '')).toBeGreaterThan(0);
  await settled(world, waiting);
  crm.calls.length = 0;
  const secret = await rotate();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  crm.answers.push(500, 503);
  const id = await sendForm(customer, { message: 'Grüße 🍵' });
  await until('the third try', () => crm.calls.length === 3);
  await settled(world, id);
  const { deliveries } = await read(id);
  const delivery = deliveries.find(({ kind }) => kind === 'webhook');
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 3, fault: null });
  expect(new Set(crm.calls.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery?.id]));
  const [last] = crm.calls.slice(-1);
  for (const known of [secret, old])
    expect(new Webhook(known).verify(last?.body ?? '', last?.headers ?? {})).toMatchObject({
      type: 'contact_request.created',
      data: {
        id,
        workspaceId: world.workspace.id,
        message: 'Grüße 🍵',
        email: 'ann@example.com',
        reason: 'asked_for_it',
      },
    });
  const stored = await world.db.selectFrom('webhook_secrets').selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(stored)).not.toContain(secret.slice(6, 20));
});

test('a webhook that is gone is given up, and sent again when an admin says so', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  crm.answers.push(410);
  const id = await sendForm(customer);
  expect((await settled(world, id)).sort()).toEqual(['channel delivered', 'webhook failed']);
  expect((await list('?state=undelivered')).contactRequests.map((one) => one.id)).toContain(id);
  await until('the card says so', async () =>
    JSON.stringify((await contactCard(agents, id)).blocks).includes('webhook did not take'),
  );
  expect((await act(id, 'send-again')).status).toBe(200);
  expect((await settled(world, id)).sort()).toEqual(['channel delivered', 'webhook delivered']);
  await until(
    'the card has forgotten it',
    async () => !JSON.stringify((await contactCard(agents, id)).blocks).includes('webhook did not take'),
  );
  expect((await act(id, 'send-again')).body).toMatchObject({ error: { code: 'nothing_to_send' } });
  expect((await act('cr_unknown', 'send-again')).status).toBe(404);
});

test('what was held for spam is sent when an admin says so', async () => {
  const customer = await openCustomer(world);
  const id = await sendForm(customer, { unseen: 'https://buy.example' });
  expect((await list('?state=suspected')).contactRequests.map((one) => one.id)).toEqual([id]);
  expect((await list('?state=open')).contactRequests.map((one) => one.id)).not.toContain(id);
  await act(id, 'send-again');
  expect((await settled(world, id)).sort()).toEqual(['channel delivered', 'webhook delivered']);
  expect(await read(id)).toMatchObject({ suspected: false });
});

test('an admin marks a request as handled: the card shows it, and the first to do it stays named', async () => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  const id = await sendForm(customer);
  await settled(world, id);
  const first = await act(id, 'handled');
  expect(first.body).toMatchObject({ contactRequest: { handledBy: 'admin', handledAt: expect.any(String) } });
  expect((await act(id, 'handled')).body).toEqual(first.body);
  await until('the card says so', async () =>
    JSON.stringify((await contactCard(agents, id)).blocks).includes('Handled'),
  );
  expect((await list('?state=handled')).contactRequests.map((one) => one.id)).toContain(id);
});

test('what an address sent is read and deleted, in whatever case it is written; pages lead to the last one', async () => {
  const customer = await openCustomer(world);
  const ids: string[] = [];
  for (let i = 0; i < 52; i++)
    ids.push(await sendForm(customer, { email: i % 2 ? 'Bö@exämple.com' : 'bö@EXäMPLE.com' }));
  const other = await sendForm(customer, { email: 'bob@example.com' });
  const exported = (after?: string) =>
    admin<List>('POST', '/contact-requests/by-address/export', { email: 'BÖ@EXÄMPLE.com', ...(after && { after }) });
  const page = (await exported()).body;
  expect([page.contactRequests.length, page.more]).toEqual([50, true]);
  const rest = (await exported(page.contactRequests.at(-1)?.id)).body;
  expect([...page.contactRequests, ...rest.contactRequests].map(({ id }) => id)).toEqual(ids.toReversed());
  const { body } = await admin('POST', '/contact-requests/by-address/delete', { email: 'bo\u0308@exämple.com' });
  expect(body).toEqual({ deleted: 52 });
  expect((await exported()).body.contactRequests).toEqual([]);
  expect((await read(other)).email).toBe('bob@example.com');
});

test('outside of a demo a webhook on this machine is not taken, nor one without encryption, nor no target at all', async () => {
  const strict = await startWorld({ worker: false });
  try {
    const save = async (targets: object) => {
      const path = `/v1/admin/workspaces/${strict.workspace.id}/settings`;
      const body = { version: 1, settings: { channel: channelId, contact: { targets } } };
      return (await call<{ error?: { fields: { path: string }[] } }>(strict.url, 'PUT', path, adminToken, body)).body
        .error?.fields[0]?.path;
    };
    const webhook = 'settings.contact.targets.webhook.url';
    for (const url of [
      'http://localhost:9/',
      'https://127.0.0.1/',
      'http://crm.example/',
      'https://u:p@crm.example/',
      'ftp://x',
    ])
      expect(await save({ webhook: { url } }), url).toBe(webhook);
    expect(await save({ channel: false })).toBe('settings.contact.targets');
    expect(await save({ email: ['team@shop.example\nBcc: x@y.example'] })).toBe('settings.contact.targets.email.0');
    expect(await save({ channel: false, email: ['team@shop.example'] })).toBeUndefined();
  } finally {
    await strict.stop();
  }
});

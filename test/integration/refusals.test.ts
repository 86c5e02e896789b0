import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { call, openCustomer } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ worker: false });
});
afterAll(() => world.stop());

const code = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;

test('the same client id is the same message; with another text it is refused', async () => {
  const customer = await openCustomer(world);
  const first = await customer.send('once', null, 'same-client-id');
  const again = await customer.send('once', null, 'same-client-id');
  const other = await customer.send('twice', null, 'same-client-id');
  expect([first.status, again.status, other.status]).toEqual([201, 200, 409]);
  expect(again.body.entry.seq).toBe(first.body.entry.seq);
});

test("another workspace's credentials open nothing", async () => {
  const customer = await openCustomer(world);
  const handoffId = await customer.requestHandoff();
  const other = await call<{ workspace: { id: string }; widgetKey: string; hostKey: string }>(
    world.url,
    'POST',
    '/v1/admin/workspaces',
    adminToken,
    { name: 'Other' },
  );
  const { widgetKey, hostKey } = other.body;
  const stranger = await openCustomer({ url: world.url, widgetKey });
  const id = customer.conversationId;
  const resume = { widgetKey, resume: { conversationId: id, secret: customer.resumeSecret } };
  const form = { clientId: 'form-client-1', handoffId, name: 'n', email: 'a@b.example', message: 'm' };
  const path = `/v1/host/conversations/${id}`;
  const admin = `/v1/admin/workspaces/${world.workspace.id}`;
  const message = { clientId: 'client-id-1', text: 'x', handoffId };
  const settings = { version: 1, settings: { enabled: false } };
  /** Each operation that wants a credential, tried with somebody else's on what is the customer's. */
  const tries: Record<string, [path: string, token: string | undefined, body?: object]> = {
    'post /v1/widget/messages': ['/v1/widget/messages', stranger.token, message],
    'get /v1/widget/entries': ['/v1/widget/entries', hostKey],
    'post /v1/widget/handoffs': ['/v1/widget/handoffs', hostKey, {}],
    'post /v1/widget/reach': ['/v1/widget/reach', hostKey, { email: null }],
    'post /v1/widget/handoffs/cancel': ['/v1/widget/handoffs/cancel', stranger.token, { handoffId }],
    'post /v1/widget/handoffs/end': ['/v1/widget/handoffs/end', stranger.token, { handoffId }],
    'post /v1/widget/handoffs/leave': ['/v1/widget/handoffs/leave', stranger.token, { handoffId }],
    'post /v1/widget/contact-requests': ['/v1/widget/contact-requests', stranger.token, form],
    'get /v1/host/conversations/{id}': [path, hostKey],
    'get /v1/host/conversations/{id}/transcript': [`${path}/transcript`, hostKey],
    'post /v1/host/conversations/{id}/assistant-turns': [
      `${path}/assistant-turns`,
      hostKey,
      { clientId: 'client-id-1', text: 'x' },
    ],
    'post /v1/host/conversations/{id}/handoffs': [`${path}/handoffs`, hostKey, {}],
    'post /v1/admin/workspaces': ['/v1/admin/workspaces', hostKey, { name: 'Mine' }],
    'get /v1/admin/workspaces': ['/v1/admin/workspaces', hostKey],
    'get /v1/admin/workspaces/{id}': [admin, hostKey],
    'get /v1/admin/workspaces/{id}/keys': [`${admin}/keys`, hostKey],
    'post /v1/admin/workspaces/{id}/keys': [`${admin}/keys`, hostKey, { kind: 'host' }],
    'delete /v1/admin/workspaces/{id}/keys/{keyId}': [`${admin}/keys/key_1`, hostKey],
    'post /v1/admin/workspaces/{id}/hours/parse': [`${admin}/hours/parse`, hostKey, { text: 'Mon' }],
    'post /v1/admin/workspaces/{id}/hours/preview': [`${admin}/hours/preview`, hostKey, {}],
    'get /v1/admin/workspaces/{id}/queue': [`${admin}/queue`, hostKey],
    'get /v1/admin/holidays': ['/v1/admin/holidays', hostKey],
    'get /v1/admin/trial-clock': ['/v1/admin/trial-clock', hostKey],
    'put /v1/admin/trial-clock': ['/v1/admin/trial-clock', hostKey, { at: null }],
    'get /v1/admin/workspaces/{id}/settings': [`${admin}/settings`, hostKey],
    'put /v1/admin/workspaces/{id}/settings': [`${admin}/settings`, hostKey, settings],
    'get /v1/admin/workspaces/{id}/contact-requests': [`${admin}/contact-requests`, hostKey],
    'get /v1/admin/workspaces/{id}/contact-requests/{requestId}': [`${admin}/contact-requests/cr_1`, hostKey],
    'post /v1/admin/workspaces/{id}/contact-requests/{requestId}/send-again': [
      `${admin}/contact-requests/cr_1/send-again`,
      hostKey,
    ],
    'post /v1/admin/workspaces/{id}/contact-requests/{requestId}/handled': [
      `${admin}/contact-requests/cr_1/handled`,
      hostKey,
    ],
    'post /v1/admin/workspaces/{id}/contact-requests/by-address/export': [
      `${admin}/contact-requests/by-address/export`,
      hostKey,
      { email: form.email },
    ],
    'post /v1/admin/workspaces/{id}/contact-requests/by-address/delete': [
      `${admin}/contact-requests/by-address/delete`,
      hostKey,
      { email: form.email },
    ],
    'get /v1/admin/workspaces/{id}/webhook-secret': [`${admin}/webhook-secret`, hostKey],
    'post /v1/admin/workspaces/{id}/webhook-secret': [`${admin}/webhook-secret`, hostKey],
  };
  const document = (
    await call<{ paths: Record<string, Record<string, { security?: Record<string, unknown>[] }>> }>(
      world.url,
      'GET',
      '/openapi.json',
    )
  ).body;
  const guarded = Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.security?.some((scheme) => !('slackSignature' in scheme)))
      .map(([method]) => `${method} ${route}`),
  );
  expect(Object.keys(tries).sort(), 'every guarded operation has its try').toEqual(guarded.sort());
  const read = async () => ({
    handoffs: await world.db.selectFrom('handoffs').selectAll().where('conversation_id', '=', id).execute(),
    settings: await world.db.selectFrom('settings').select(['workspace_id', 'version']).execute(),
    keys: await world.db.selectFrom('workspace_keys').select('id').execute(),
  });
  const before = await read();
  const resumed = await call(world.url, 'POST', '/v1/widget/conversations', undefined, resume);
  expect(resumed.status).toBe(404);
  for (const [operation, [route, token, body]] of Object.entries(tries)) {
    const method = operation.split(' ')[0]?.toUpperCase() ?? '';
    const answer = await call(world.url, method, route, token, body);
    expect([401, 404, 409], operation).toContain(answer.status);
    expect(JSON.stringify(answer.body), operation).not.toContain(id);
    // Another spelling of the path must not lead around a guard.
    const spelled = [route.replace('/v1/', '/V1/'), route.replace(/[a-z-]+(?=[^/]*$)/, (word) => word.toUpperCase())];
    for (const path of [...spelled, `/${route}`, route.replace(/(admin|host|widget)/, (part) => part.toUpperCase())]) {
      const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
      const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
      expect([401, 404], `${operation} as ${path}`).toContain((await fetch(`${world.url}${path}`, sent)).status);
    }
  }
  expect(await read()).toEqual(before);
});

test('live agent off: no button, and refused', async () => {
  const { body } = await call<{ workspace: { id: string }; widgetKey: string }>(
    world.url,
    'POST',
    '/v1/admin/workspaces',
    adminToken,
    { name: 'Off' },
  );
  const path = `/v1/admin/workspaces/${body.workspace.id}/settings`;
  const off = { channel: channelId, enabled: false };
  expect((await call(world.url, 'PUT', path, adminToken, { version: 0, settings: off })).status).toBe(200);
  expect(code(await call(world.url, 'PUT', path, adminToken, { version: 0, settings: off }))).toBe('settings_changed');
  const bad = { version: 1, settings: { inactivityTimeoutMinutes: 61 } };
  expect((await call(world.url, 'PUT', path, adminToken, bad)).body).toMatchObject({
    error: { fields: [{ path: 'settings.inactivityTimeoutMinutes' }] },
  });
  const customer = await openCustomer({ url: world.url, widgetKey: body.widgetKey });
  expect(customer.state().offer).toMatchObject({ enabled: false, button: false });
  expect(code(await customer.post('/handoffs', {}))).toBe('handoff_disabled');
});

test('what Slack did not sign is refused; what it did and we do not know is dropped quietly', async () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${world.url}/slack/events`, { method: 'POST', body, headers });
  expect((await post('{}')).status).toBe(401);
  expect((await post('{}', { 'x-slack-request-timestamp': '1', 'x-slack-signature': 'v0=00' })).status).toBe(401);
  const { createHmac } = await import('node:crypto');
  const signed = (body: string) => {
    const at = String(Math.floor(Date.now() / 1000));
    const digest = createHmac('sha256', 'signing-secret-of-the-tests').update(`v0:${at}:${body}`).digest('hex');
    return post(body, { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${digest}` });
  };
  expect((await signed('not json')).status).toBe(400);
  expect(
    (await signed(JSON.stringify({ type: 'event_callback', team_id: 'T', event: { type: 'team_join' } }))).status,
  ).toBe(200);
  expect((await signed('{"type":1}')).status).toBe(200);
  expect(await (await fetch(`${world.url}/metrics`)).text()).toContain(
    'handoff_channel_events_total{outcome="ignored_unreadable"} 1',
  );
  const challenge = await signed(JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
  expect(await challenge.text()).toBe('abc');
});

test.each([
  ['a wrong token', '{"type":"hello","token":"nonsense","after":0}', 4401],
  ['no JSON', 'hello', 4400],
  ['a frame above 64 KiB', 'x'.repeat(70_000), 1009],
])('a socket with %s is closed with its code', async (_, frame, wanted) => {
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/v1/widget/socket`);
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('open', () => socket.send(frame));
  expect(await closed).toBe(wanted);
});

test('a web origin may show the widgets of the workspaces that allow it, and no other', async () => {
  const made = await call<{ workspace: { id: string }; widgetKey: string }>(
    world.url,
    'POST',
    '/v1/admin/workspaces',
    adminToken,
    { name: 'Elsewhere' },
  );
  const settings = { channel: channelId, allowedOrigins: ['https://else.example'] };
  const path = `/v1/admin/workspaces/${made.body.workspace.id}/settings`;
  await call(world.url, 'PUT', path, adminToken, { version: 0, settings });
  const theirs = await openCustomer({ url: world.url, widgetKey: made.body.widgetKey });
  const ours = await openCustomer(world);

  /** How the API answers pages of an origin: a read, an offer, and the close code of a socket. */
  const asPage = async (origin: string, customer: { token: string }, widgetKey: string) => {
    const get = async (route: string, headers = {}) => {
      const response = await fetch(world.url + route, { headers: { origin, ...headers } });
      return [response.status, response.headers.get('Access-Control-Allow-Origin')];
    };
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/v1/widget/socket`, { headers: { origin } });
    const outcome = new Promise<unknown>((resolve) => {
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token: customer.token, after: 0 })));
      socket.on('message', (data) => resolve((JSON.parse(data.toString()) as { type: string }).type));
      socket.on('error', () => undefined);
    });
    const answers = {
      read: await get('/v1/widget/entries', { Authorization: `Bearer ${customer.token}` }),
      offer: (await get(`/v1/widget/offer?key=${widgetKey}`))[0],
      socket: await outcome,
    };
    socket.terminate();
    return answers;
  };
  await until('the origins are known', async () => {
    const preflight = await fetch(`${world.url}/v1/widget/entries`, {
      method: 'OPTIONS',
      headers: { origin: 'https://else.example', 'Access-Control-Request-Method': 'GET' },
    });
    return preflight.status === 204;
  });
  expect(await asPage('https://else.example', theirs, made.body.widgetKey)).toEqual({
    read: [200, 'https://else.example'],
    offer: 200,
    socket: 'state',
  });
  expect(await asPage('https://else.example', ours, world.widgetKey)).toMatchObject({
    read: [403, expect.anything()],
    offer: 403,
    socket: 'error',
  });
  expect(await asPage('https://evil.example', theirs, made.body.widgetKey)).toEqual({
    read: [403, null],
    offer: 403,
    socket: 403,
  });
  expect(await asPage(new URL(world.url).origin, ours, world.widgetKey)).toMatchObject({ offer: 200, socket: 'state' });
});

test('the API says how its parts are', async () => {
  expect((await call(world.url, 'GET', '/health/ready')).body).toMatchObject({
    parts: { postgres: 'ok', temporal: 'ok', slack: 'ok' },
  });
  expect(await (await fetch(`${world.url}/metrics`)).text()).toContain('handoff_handoffs');
  expect((await call(world.url, 'GET', '/health/ready', adminToken)).status).toBe(200);
  expect((await call(world.url, 'GET', '/health/ready', 'guessed')).status).toBe(401);
  expect((await call(world.url, 'GET', '/nothing/here')).status).toBe(404);
});

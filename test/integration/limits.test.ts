import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { settingsSchema } from '../../src/contract/settings.schema.ts';
import { saveSettings } from '../../src/settings/settings-store.ts';
import { holdToContract } from '../support/api-contract.ts';
import { openCustomer } from '../support/people.ts';
import { signingSecret } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';

/** A tenth of the real limits: 30 requests by address, 4 by conversation, 500 by workspace, 3 new ones, 1 form. */
const strictWorld = async (env: Record<string, string> = {}) => {
  const world = await startWorld({ worker: false, limitScale: 0.1, env });
  onTestFinished(world.stop);
  return world;
};
type Headers = Record<string, string>;
const request = async (url: string, method: string, path: string, headers: Headers, body?: object) => {
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  holdToContract(method, path, response.status, text ? JSON.parse(text) : {});
  return { status: response.status, retryAfter: Number(response.headers.get('Retry-After')) };
};
/** The statuses of so many requests, one after the other. */
const repeat = async (count: number, work: (n: number) => Promise<{ status: number }>) => {
  const statuses: number[] = [];
  for (let n = 0; n < count; n++) statuses.push((await work(n)).status);
  return statuses;
};
const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });

test('one address may ask so much; what it claims to be forwarded for changes nothing', async () => {
  const { url } = await strictWorld();
  const ask = (n: number) => request(url, 'GET', '/health/live', { 'X-Forwarded-For': `203.0.113.${n}` });
  expect(await repeat(30, ask)).not.toContain(429);
  const refused = await ask(31);
  expect(refused.status).toBe(429);
  expect(refused.retryAfter).toBeGreaterThanOrEqual(1);
  expect(refused.retryAfter).toBeLessThanOrEqual(10);
});

test('behind a trusted proxy the address is the one that the proxy wrote last', async () => {
  const { url } = await strictWorld({ TRUST_PROXY: '1' });
  const ask = (forwarded: string) => request(url, 'GET', '/health/live', { 'X-Forwarded-For': forwarded });
  await repeat(30, (n) => ask(`198.51.100.${n}, 203.0.113.1`));
  expect((await ask('198.51.100.99, 203.0.113.1')).status).toBe(429);
  expect((await ask('203.0.113.2')).status).toBe(200);
  await repeat(30, (n) => ask(`2001:db8:1:1:${n}::1`));
  expect((await ask('2001:db8:1:1:ffff::2')).status).toBe(429);
  expect((await ask('2001:db8:1:2::1')).status).toBe(200);
});

test('one address may name so many places where customers can be reached, whoever they are', async () => {
  const world = await strictWorld();
  const customers = [await openCustomer(world), await openCustomer(world)];
  const reach = async (n: number) =>
    (await customers[n % 2]?.post('/reach', { email: `somebody-${n}@example.com` })) ?? { status: 0 };
  expect(await repeat(4, reach)).toEqual([200, 200, 200, 429]);
});

test('a page on an allowed origin can read its refusal and when to come again', async () => {
  const { url, db, workspace } = await strictWorld();
  await saveSettings(db, workspace.id, 1, settingsSchema.parse({ allowedOrigins: ['https://shop.example'] }), 'test');
  const ask = (origin: string) => fetch(`${url}/v1/widget/entries`, { headers: { origin } });
  await repeat(30, () => fetch(`${url}/health/live`));
  const { status, headers } = await ask('https://shop.example');
  expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([429, 'https://shop.example']);
  expect(headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
  expect(Number(headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
  const stranger = await ask('https://evil.example');
  expect([stranger.status, stranger.headers.get('Access-Control-Allow-Origin')]).toEqual([403, null]);
});

test('who signs wrongly for Slack is told to wait, before the body is read, and Slack itself goes on', async () => {
  const { url } = await strictWorld();
  const at = String(Math.floor(Date.now() / 1000));
  const sign = (body: string) => `v0=${createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')}`;
  const post = (signature: string, body: NonNullable<RequestInit['body']>) =>
    fetch(`${url}/slack/events`, {
      method: 'POST',
      headers: { 'X-Slack-Request-Timestamp': at, 'X-Slack-Signature': signature },
      body,
      duplex: 'half',
    } as RequestInit);
  const endless = new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array([0x7b])) });
  expect((await post('v0=nonsense', endless)).status).toBe(401);
  expect(await repeat(3, () => post(sign('other'), '{}'))).toEqual([401, 401, 429]);
  expect((await post(sign('{}'), '{}')).status).toBe(200);
});

test('one conversation, one workspace, one guesser may ask so much, and others go on', async () => {
  const { url, widgetKey, hostKey } = await strictWorld({ TRUST_PROXY: '1' });
  let last = 0;
  /** Each from an address of its own. */
  const from = (headers: Headers = {}) => ({ ...headers, 'X-Forwarded-For': `10.0.${last >> 8}.${last++ % 256}` });
  const open = async (): Promise<string> => {
    const response = await fetch(`${url}/v1/widget/conversations`, {
      method: 'POST',
      headers: from({ 'Content-Type': 'application/json' }),
      body: JSON.stringify({ widgetKey }),
    });
    return ((await response.json()) as { token: string }).token;
  };
  const [chatty, calm] = [await open(), await open()];
  const read = (token: string) => request(url, 'GET', '/v1/widget/entries', from(bearer(token)));
  expect(await repeat(5, () => read(chatty))).toEqual([200, 200, 200, 200, 429]);
  expect((await read(calm)).status).toBe(200);

  const form = (n: number) => ({ clientId: `form-id-${n}`, name: 'Ann', email: 'ann@shop.example', message: 'Call' });
  const contact = (n: number) => request(url, 'POST', '/v1/widget/contact-requests', from(bearer(calm)), form(n));
  expect(await repeat(2, contact)).toEqual([201, 429]);

  const guess = (address: string) =>
    request(url, 'GET', '/v1/admin/workspaces', { ...bearer('guessed'), 'X-Forwarded-For': address });
  expect(await repeat(4, () => guess('192.0.2.1'))).toEqual([401, 401, 401, 429]);
  expect((await guess('192.0.2.2')).status).toBe(401);

  const start = { 'X-Forwarded-For': '192.0.2.3' };
  const begin = () => request(url, 'POST', '/v1/widget/conversations', start, { widgetKey });
  expect(await repeat(4, begin)).toEqual([200, 200, 200, 429]);

  const host = () => request(url, 'GET', '/v1/host/conversations/cv_1', from(bearer(hostKey)));
  const statuses = await repeat(500, host);
  expect(statuses[0]).toBe(404);
  expect(statuses.at(-1)).toBe(429);
});

test('a workspace takes so many forms, whoever sends them', async () => {
  const { url, widgetKey } = await strictWorld({ TRUST_PROXY: '1' });
  const send = async (n: number) => {
    const from = { 'X-Forwarded-For': `10.1.${n >> 8}.${n % 256}`, 'Content-Type': 'application/json' };
    const post = (path: string, body: object, more: Headers = {}) =>
      fetch(`${url}/v1/widget${path}`, { method: 'POST', headers: { ...from, ...more }, body: JSON.stringify(body) });
    const { token } = (await (await post('/conversations', { widgetKey })).json()) as { token: string };
    const form = { clientId: 'only-one-form', name: 'Ann', email: 'ann@shop.example', message: 'Call' };
    return post('/contact-requests', form, bearer(token));
  };
  const statuses = await repeat(61, send);
  expect([statuses.filter((status) => status === 201).length, statuses.at(-1)]).toEqual([60, 429]);
});

const openSocket = (url: string, token: string) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/widget/socket`);
  onTestFinished(() => socket.terminate());
  socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token, after: 0 })));
  let heard = '';
  socket.on('message', (data) => {
    heard += data.toString();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return { closed, hears: (text: string) => until(`a socket hears ${text}`, () => heard.includes(text)) };
};

test('a conversation has twenty sockets at most; the others stay', async () => {
  const world = await startWorld({ worker: false });
  onTestFinished(world.stop);
  const customer = await openCustomer(world);
  const sockets = Array.from({ length: 20 }, () => openSocket(world.url, customer.token));
  await Promise.all(sockets.map(({ hears }) => hears('"type":"state"')));
  expect(await openSocket(world.url, customer.token).closed).toBe(4429);
  await customer.send('Hello all tabs');
  await Promise.all(sockets.map(({ hears }) => hears('Hello all tabs')));
});

test('a socket ends with its token, so that the widget renews it', async () => {
  const world = await startWorld({ worker: false, tokenLifeMs: 1500 });
  onTestFinished(world.stop);
  const customer = await openCustomer(world);
  expect(await openSocket(world.url, customer.token).closed).toBe(4401);
  const late = await request(world.url, 'GET', '/v1/widget/entries', bearer(customer.token));
  expect(late.status).toBe(401);
});

test('a socket that floods is cut, and its upgrade refused elsewhere leaves nothing open', async () => {
  const world = await startWorld({ worker: false });
  onTestFinished(world.stop);
  const customer = await openCustomer(world);
  const calm = openSocket(world.url, customer.token);
  await calm.hears('"type":"state"');
  const flooder = new WebSocket(`${world.url.replace('http', 'ws')}/v1/widget/socket`);
  const closed = new Promise<number>((resolve) => flooder.once('close', resolve));
  flooder.on('open', () => {
    for (let i = 0; i < 200; i++) flooder.send('{"type":"ping"}');
  });
  expect([4429, 1006]).toContain(await closed);
  await customer.send('Still here');
  await calm.hears('Still here');

  const { port } = new URL(world.url);
  const lingering = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  const gone = new Promise((resolve) => lingering.once('close', resolve));
  lingering.write('GET /nope HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  lingering.on('error', () => undefined);
  lingering.resume();
  // Never ended from this side: only the server can take it down.
  const writing = setInterval(() => lingering.write('x'), 50);
  await gone;
  clearInterval(writing);
});

test('a socket that claims to have read what is not there gets what comes', async () => {
  const world = await startWorld({ worker: false });
  onTestFinished(world.stop);
  const customer = await openCustomer(world);
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/v1/widget/socket`);
  onTestFinished(() => socket.terminate());
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(data.toString()));
  socket.on('open', () =>
    socket.send(JSON.stringify({ type: 'hello', token: customer.token, after: Number.MAX_SAFE_INTEGER })),
  );
  await until('the state', () => heard.some((frame) => frame.includes('"type":"state"')));
  await customer.send('News');
  await until('the news', () => heard.some((frame) => frame.includes('News')));
});

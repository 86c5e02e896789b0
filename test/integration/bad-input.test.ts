import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Operation } from '../../src/api/operation.ts';
import { operations } from '../../src/api/operations.ts';
import { holdToContract } from '../support/api-contract.ts';
import { call, openCustomer } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

let world: World;
let customer: Awaited<ReturnType<typeof openCustomer>>;
beforeAll(async () => {
  world = await startWorld({ env: { DEMO: '1' }, worker: false });
});
beforeEach(async () => {
  customer = await openCustomer(world);
});
afterAll(() => world.stop());

const withBody = operations.filter((operation) => operation.body !== undefined);
const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

let serial = 0;
const clientId = () => `client-id-${++serial}`;
const unknownHandoff = `ho_${'0'.repeat(32)}`;
/** For every operation with a body one that is right, so that each spoilt field is the only thing wrong with it. */
const examples: Record<string, () => object> = {
  'post /v1/widget/conversations': () => ({
    widgetKey: world.widgetKey,
    page: { url: 'https://shop.example/tea', title: 'Tea' },
    customer: { name: 'Ann', email: 'ann@shop.example' },
  }),
  'post /v1/widget/messages': () => ({ clientId: clientId(), text: 'Hello', handoffId: null }),
  'post /v1/widget/handoffs': () => ({ whenClosed: 'form' }),
  'post /v1/widget/reach': () => ({ email: 'ann@shop.example' }),
  'post /v1/widget/handoffs/cancel': () => ({ handoffId: unknownHandoff }),
  'post /v1/widget/handoffs/end': () => ({ handoffId: unknownHandoff }),
  'post /v1/widget/handoffs/leave': () => ({ handoffId: unknownHandoff }),
  'post /v1/widget/contact-requests': () => ({
    clientId: clientId(),
    handoffId: null,
    name: 'Ann',
    email: 'ann@shop.example',
    message: 'Please call',
    extra: { order: '17' },
    consent: { text: 'You may call me.', url: null },
    unseen: '',
    filledInMs: 5000,
  }),
  'post /v1/host/conversations/{id}/assistant-turns': () => ({
    clientId: clientId(),
    text: 'An answer',
    epoch: null,
    replyTo: null,
  }),
  'post /v1/host/conversations/{id}/handoffs': () => ({ reason: 'upset', whenClosed: 'form' }),
  'post /v1/admin/workspaces': () => ({ name: 'Another' }),
  'post /v1/admin/workspaces/{id}/keys': () => ({ kind: 'widget' }),
  'post /v1/admin/workspaces/{id}/hours/parse': () => ({ text: 'Mon-Fri 9am-5pm', zone: 'UTC' }),
  'post /v1/admin/workspaces/{id}/hours/preview': () => ({
    schedule: { zone: 'UTC', days: { monday: [{ from: 60, to: 120 }] } },
    at: '2030-05-13T10:00:00Z',
  }),
  'put /v1/admin/trial-clock': () => ({ at: '2030-05-13T10:00:00Z' }),
  'put /v1/admin/workspaces/{id}/settings': () => ({
    version: 1,
    settings: {
      channel: channelId,
      buttonText: 'Talk',
      escalationPrompt: 'When upset',
      businessHoursText: 'Always',
      availability: {
        schedule: {
          zone: 'UTC',
          days: { monday: [{ from: 60, to: 120 }] },
          exceptions: [{ from: '2026-12-24', to: '2027-01-02', label: 'New year', ranges: [{ from: 600, to: 720 }] }],
          holidays: { country: 'US', region: 'CA', ranges: [] },
        },
        queue: true,
      },
      allowedOrigins: ['https://shop.example'],
      contact: {
        name: 'optional',
        email: 'optional',
        fields: [{ id: 'topic', label: 'Topic', kind: 'select', required: true, options: ['Tea', 'Pots'] }],
        consent: { text: 'You may call me.', url: 'https://shop.example/privacy' },
        targets: { channel: true, email: ['team@shop.example'], webhook: { url: 'https://crm.example/hook' } },
      },
    },
  }),
  'post /v1/admin/workspaces/{id}/contact-requests/by-address/export': () => ({ email: 'ann@shop.example' }),
  'post /v1/admin/workspaces/{id}/contact-requests/by-address/delete': () => ({ email: 'ann@shop.example' }),
};

const tokenOf = ({ security }: Operation) =>
  ({ conversationToken: customer.token, hostKey: world.hostKey, adminToken, slackSignature: undefined })[
    security ?? 'slackSignature'
  ];
const pathOf = ({ path }: Operation) =>
  path.replace('{id}', path.includes('/admin/') ? world.workspace.id : customer.conversationId);
const send = (operation: Operation, body: unknown) =>
  call<Record<string, { text?: string }>>(
    world.url,
    operation.method.toUpperCase(),
    pathOf(operation),
    tokenOf(operation),
    body,
  );

const hostile = [
  `'); drop table messages; --`,
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '<!channel> <@U0MAYA> *bold* `code` &amp; <https://evil.example|bank>',
  '\u202Eevil\u2066 \u200B\u200D\uFEFF',
  '👩‍👩‍👧‍👦'.repeat(500),
  'x'.repeat(10_000),
  `${'x'.repeat(50_000)}`,
  'a\0b',
  '\uD800',
  '',
  '   ',
  '\r\nBcc: everybody@shop.example',
  '__proto__',
  '../../etc/passwd',
  '{{7*7}} %s %n',
];
const wrongTypes: unknown[] = [null, true, -1, 1.5, 1e308, [], {}, [[]], ['x'], { $ne: null }, { toString: 'x' }];

/** The body with the field at `path` replaced, for every field that it has, at every depth. */
const spoilt = function* (value: unknown, values: readonly unknown[]): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const put = (replacement: unknown) =>
      Array.isArray(value)
        ? value.map((item, i) => (String(i) === key ? replacement : item))
        : { ...value, [key]: replacement };
    for (const bad of values) yield put(bad);
    for (const deeper of spoilt(inner, values)) yield put(deeper);
  }
};

test('every operation with a body is tried below', () => {
  expect(Object.keys(examples).sort()).toEqual(withBody.map(nameOf).sort());
});

test.each(withBody.map((operation) => [nameOf(operation), operation] as const))(
  '%s: every field with what does not belong there',
  async (name, operation) => {
    const example = () => examples[name]?.() ?? {};
    const right = await send(operation, example());
    expect([200, 201, 404], 'the example is right').toContain(right.status);
    for (const body of spoilt(example(), [...hostile, ...wrongTypes])) {
      const answer = await send(operation, body);
      expect(answer.status, JSON.stringify(body).slice(0, 300)).toBeLessThan(500);
      if (answer.status !== 400) continue;
      expect(answer.body.error, JSON.stringify(body).slice(0, 300)).toMatchObject({
        code: 'invalid_request',
        fields: expect.arrayContaining([{ path: expect.any(String), message: expect.any(String) }]),
      });
    }
    expect((await send(operation, { ...example(), isAdmin: true })).status).toBe(400);
  },
  60_000,
);

test.each([
  ['XX', undefined, 'country', 'no holidays are known for XX'],
  ['US', 'XX', 'region', 'US has no such part'],
])('holidays of %s %s are refused, since it would be open on them', async (country, region, field, message) => {
  const answer = await call(world.url, 'PUT', `/v1/admin/workspaces/${world.workspace.id}/settings`, adminToken, {
    version: 1,
    settings: { availability: { schedule: { zone: 'UTC', days: {}, holidays: { country, region, ranges: [] } } } },
  });
  expect(answer.body).toMatchObject({
    error: { fields: [{ path: `settings.availability.schedule.holidays.${field}`, message }] },
  });
});

test('what is accepted comes back exactly as it was sent', async () => {
  const messages = operations.find((one) => one.path === '/v1/widget/messages') as Operation;
  const accepted: string[] = [];
  for (const text of hostile) {
    const { status, body } = await send(messages, { clientId: clientId(), text, handoffId: null });
    if (status !== 201) continue;
    expect(body.entry?.text).toBe(text);
    accepted.push(text);
  }
  expect(accepted.length).toBeGreaterThan(8);
  const path = `/v1/host/conversations/${customer.conversationId}/transcript`;
  const read: string[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await call<{ entries: { text: string; seq: number }[]; more: boolean }>(
      world.url,
      'GET',
      `${path}?after=${after}`,
      world.hostKey,
    );
    read.push(...page.body.entries.map(({ text }) => text));
    after = page.body.entries.at(-1)?.seq ?? after;
    more = page.body.more;
  }
  for (const text of accepted) expect(read).toContain(text);
});

const raw = async (operation: Operation, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') => {
  const token = tokenOf(operation);
  const response = await fetch(world.url + pathOf(operation), {
    method: operation.method.toUpperCase(),
    headers: { 'Content-Type': type, ...(token && { Authorization: `Bearer ${token}` }) },
    body,
  });
  const answer = (await response.json()) as { error: { code: string } };
  holdToContract(operation.method, pathOf(operation), response.status, answer);
  return answer.error.code;
};

test.each(withBody.map((operation) => [nameOf(operation), operation] as const))(
  '%s: a body that is no JSON, or too much of it',
  async (_, operation) => {
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    expect(await raw(operation, '')).toBe('invalid_json');
    expect(await raw(operation, '{"a":')).toBe('invalid_json');
    expect(await raw(operation, bytes)).toBe('invalid_json');
    expect(await raw(operation, 'null')).toBe('invalid_request');
    expect(await raw(operation, '[]')).toBe('invalid_request');
    expect(await raw(operation, `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`)).toBe('invalid_request');
    expect(await raw(operation, JSON.stringify({ a: 'x'.repeat(1_000_000) }))).toBe('body_too_large');
    expect(await raw(operation, 'a=1', 'application/x-www-form-urlencoded')).toBe('unsupported_media_type');
    expect(await raw(operation, '<a/>', 'text/xml')).toBe('unsupported_media_type');
  },
);

test.each([
  '/v1/host/conversations/%00/transcript',
  '/v1/host/conversations/..%2f..%2fadmin/transcript',
  `/v1/host/conversations/${'x'.repeat(4000)}`,
  `/v1/host/conversations/cv_1'%20or%201=1--`,
  '/v1/agents/%00/avatar',
  '/v1/agents/%F0%9F%8D%B5/avatar',
  '/widget/..%2f..%2fpackage.json',
  '/widget/%2e%2e/%2e%2e/package.json',
  '/demo/..%5c..%5cpackage.json',
  '/%E0%A4%A',
  '/v1/host/conversations/%E0%A4%A/transcript',
  `/v1/widget/offer?key=${'k'.repeat(5000)}`,
  '/v1/widget/offer',
  '/v1/widget/offer?key=a&key=b',
  '/v1/widget/entries?after=-1',
  '/v1/widget/entries?after=99999999999999999999',
  '/v1/widget/entries?after=abc&after=1',
  '//evil.example/x',
])('GET %s is a clear refusal', async (path) => {
  for (const token of [world.hostKey, customer.token]) {
    const answer = await call(world.url, 'GET', path, token);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|postgres|at \//i);
  }
});

test.each(['HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'PUT'])(
  '%s where it is not known is no fault of ours',
  async (method) => {
    for (const { path } of operations) {
      const response = await fetch(world.url + path.replaceAll(/\{\w+\}/g, 'x'), { method });
      await response.arrayBuffer();
      expect(response.status, `${method} ${path}`).toBeLessThan(500);
    }
  },
);

test('requests that break off, lie about their length or are not HTTP leave the API well', async () => {
  const { hostname, port } = new URL(world.url);
  const head = `POST /v1/widget/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
  for (const bytes of [
    `${head}Content-Length: 100\r\n\r\n{"text":`,
    `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"te`,
    `${head}Content-Length: -5\r\n\r\n`,
    `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'GET / HTTP/9.9\r\n\r\n',
    '\u0016\u0003\u0001 hello',
    'GET // HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    'GET http://[ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    `GET /v1/widget/socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n`,
  ]) {
    const socket = connect(Number(port), hostname);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    socket.write(bytes, () => socket.end());
    socket.resume();
    await closed;
  }
  expect((await call(world.url, 'GET', '/health/live')).status).toBe(200);
});

test.each([
  ['binary', Buffer.from([1, 2, 3])],
  ['an array', '[]'],
  ['null', 'null'],
  ['an unknown type', '{"type":"entries"}'],
  ['a negative seq', '{"type":"hello","token":"x","after":-1}'],
  ['half a seq', '{"type":"hello","token":"x","after":1.5}'],
  ['a seq beyond all', '{"type":"hello","token":"x","after":1e300}'],
  ['one field more', '{"type":"ping","x":1}'],
  ['depth', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
])('a socket frame of %s closes that socket and no other', async (_, frame) => {
  await customer.connect();
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}/v1/widget/socket`);
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('open', () => socket.send(frame));
  expect(await closed).toBe(4400);
  const text = `still here ${clientId()}`;
  await customer.send(text);
  await customer.sees(text);
  customer.disconnect();
});

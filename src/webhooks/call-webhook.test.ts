import type { LookupAddress, lookup } from 'node:dns';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createWebhookCaller } from './call-webhook.ts';

const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume();
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  let connections = 0;
  server.on('connection', () => connections++);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}/hook`, requests, connections: () => connections };
};
const never = new AbortController().signal;
const call = (url: string, allowLoopback = true) =>
  createWebhookCaller({ allowLoopback })(url, { 'webhook-id': 'cd_1' }, '{}', never).then(
    () => 'taken',
    (error: { is: string; message: string; retryInMs?: number }) => error,
  );
/** As DNS would answer, whatever the name. */
const resolving = (...addresses: string[]) =>
  ((_: string, __: object, callback: (error: null, found: LookupAddress[]) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as typeof lookup;

test.each([
  [200, 'taken'],
  [204, 'taken'],
  [410, { is: 'final' }],
  [301, { is: 'lasting' }],
  [400, { is: 'passing', message: 'The webhook answered 400.' }],
  [500, { is: 'passing' }],
])('an answer of %i is %o', async (status, wanted) => {
  const { url, requests } = await serve((_, response) => {
    response.writeHead(status, { Location: '/elsewhere' }).end();
  });
  const outcome = await call(url);
  if (typeof wanted === 'string') expect(outcome).toBe(wanted);
  else expect(outcome).toMatchObject(wanted);
  expect(requests).toEqual(['POST /hook']);
});

test('an answer that changes the protocol, or closes without one, is an answer like any other', async () => {
  const switching = await serve((_, response) => {
    response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
  });
  expect(await call(switching.url)).toMatchObject({ is: 'passing', message: 'The webhook answered 101.' });
  const silent = await serve((_, response) => response.socket?.end());
  expect(await call(silent.url)).toMatchObject({ is: 'passing', message: 'The webhook does not answer.' });
});

test('it waits as long as it was told, within reason', async () => {
  const { url } = await serve((request, response) => {
    response.writeHead(429, { 'Retry-After': request.url === '/hook?long' ? '1000000' : '120' }).end();
  });
  expect(await call(url)).toMatchObject({ is: 'passing', retryInMs: 120_000 });
  expect(await call(`${url}?long`)).toMatchObject({ retryInMs: 3_600_000 });
});

test('an answer without end costs nothing', async () => {
  const { url } = await serve((_, response) => {
    response.writeHead(200);
    response.write('x'.repeat(100_000));
  });
  expect(await call(url)).toBe('taken');
});

test('this machine is called only where that is allowed, whatever it is called', async () => {
  const { port, connections } = await serve((_, response) => void response.end());
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '127.1',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
  ])
    for (const scheme of ['http', 'https'])
      expect(await call(`${scheme}://${host}:${port}/`, false), host).toMatchObject({ is: 'lasting' });
  for (const url of [
    'https://169.254.169.254/latest/',
    'https://10.0.0.1/',
    'https://[fd00::1]/',
    'http://shop.example/',
  ])
    expect(await call(url), url).toMatchObject({ is: 'lasting' });
  expect(connections()).toBe(0);
});

test.each([
  ['a private address', ['127.0.0.1']],
  ['a public and a private one', ['8.8.8.8', '10.0.0.1']],
  ['the metadata server', ['::ffff:169.254.169.254']],
  ['nothing', []],
])('a name that leads to %s when it is connected to is not called', async (_, addresses) => {
  const { port, connections } = await serve((__, response) => void response.end());
  const calling = createWebhookCaller({ allowLoopback: true, resolve: resolving(...addresses) });
  await expect(calling(`https://rebinding.example:${port}/`, {}, '{}', never)).rejects.toMatchObject({ is: 'lasting' });
  expect(connections()).toBe(0);
});

test('nobody listens: it is tried again', async () => {
  expect(await call('http://127.0.0.1:1/')).toMatchObject({ is: 'passing', message: 'The webhook does not answer.' });
});

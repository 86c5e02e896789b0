import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifySlackRequest } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { channelId as channel, signingSecret, startTestSandbox } from '../../test/support/sandbox.ts';
import type { Sandbox } from './server.ts';

type Answer = { status?: number; type?: string; body?: string };

let box: string;
let sandbox: Sandbox;
let received: { headers: Record<string, string>; body: string }[];
let answer: Answer;
let stopApp: () => void;
beforeEach(async () => {
  box = await mkdtemp(join(tmpdir(), 'sandbox-'));
  received = [];
  answer = {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(answer.status ?? 200, { 'Content-Type': answer.type ?? 'application/json' });
    response.end(answer.body ?? '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stopApp = () => {
    server.closeAllConnections();
    server.close();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox = await startTestSandbox({ dataFile: join(box, 'sandbox.jsonl'), commandsUrl: `${url}/commands` });
});
afterEach(async () => {
  await sandbox.stop();
  stopApp();
  await rm(box, { recursive: true, force: true });
});

const type = async (text: string, more: object = {}) => {
  const body = JSON.stringify({ user: 'U0MAYA', channel, text, ...more });
  const response = await fetch(`${sandbox.url}/control/command`, { method: 'POST', body });
  return (await response.json()) as { ok: boolean; error?: string };
};
const shown = async () => {
  const { messages } = (await (await fetch(`${sandbox.url}/control/ledger`)).json()) as {
    messages: { text: string; ephemeralTo?: string; user: string }[];
  };
  return messages.map(({ text, ephemeralTo }) => [text, ephemeralTo]);
};

test("a command comes signed, as Bolt's own verifier accepts it, with what Slack sends", async () => {
  expect(await type('/handoff away for now')).toEqual({ ok: true });
  const [request] = received;
  verifySlackRequest({
    signingSecret,
    body: request?.body ?? '',
    headers: {
      'x-slack-signature': request?.headers['x-slack-signature'] ?? '',
      'x-slack-request-timestamp': Number(request?.headers['x-slack-request-timestamp']),
    },
  });
  expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
    command: '/handoff',
    text: 'away for now',
    user_id: 'U0MAYA',
    team_id: 'T0SANDBOX',
    channel_id: channel,
    trigger_id: expect.stringMatching(/./),
    response_url: expect.stringMatching(/^http/),
  });
});

test.each<[string, Answer, unknown[]]>([
  ['nothing', {}, []],
  ['plain text', { type: 'text/plain', body: 'Fine' }, [['Fine', 'U0MAYA']]],
  ['JSON', { body: '{"text":"Fine"}' }, [['Fine', 'U0MAYA']]],
  ['JSON for everybody', { body: '{"text":"Fine","response_type":"in_channel"}' }, [['Fine', undefined]]],
])('the app answers %s', async (_, given, wanted) => {
  answer = given;
  expect(await type('/handoff status')).toEqual({ ok: true });
  expect(await shown()).toEqual(wanted);
});

test.each<[string, Answer]>([
  ['503', { status: 503 }],
  ['201', { status: 201 }],
  ['what is no answer', { body: '[]' }],
])('an app that answers %s fails the command, visibly', async (_, given) => {
  answer = given;
  expect(await type('/handoff away')).toEqual({ ok: false, error: 'dispatch_failed' });
  expect(await shown()).toEqual([]);
});

test('an app that is away fails it too; another command is nobody’s', async () => {
  expect(await type('/giphy tea')).toEqual({ ok: false, error: 'invalid_command' });
  expect(received).toEqual([]);
  stopApp();
  expect(await type('/handoff away')).toEqual({ ok: false, error: 'dispatch_failed' });
});

test('a response_url takes five answers, and no more', async () => {
  await type('/handoff away');
  const url = new URLSearchParams(received[0]?.body).get('response_url') ?? '';
  const headers = { 'Content-Type': 'application/json' };
  const respond = async () => (await fetch(url, { method: 'POST', headers, body: '{"text":"Later"}' })).status;
  for (let n = 0; n < 5; n++) expect(await respond()).toBe(200);
  expect(await respond()).toBe(404);
  expect(await shown()).toHaveLength(5);
});

test('control says what it does not know', async () => {
  expect(await type('/handoff away', { user: 'U0NOBODY' })).toMatchObject({ ok: false });
  expect(await type('/handoff away', { channel: 'C0NOWHERE' })).toMatchObject({ ok: false });
  expect(await type('handoff away')).toMatchObject({ ok: false });
  const post = async (path: string, body: object) =>
    (await fetch(`${sandbox.url}/control/${path}`, { method: 'POST', body: JSON.stringify(body) })).status;
  expect(await post('home', { user: 'U0NOBODY' })).toBe(404);
  expect(await post('home/click', { user: 'U0MAYA', actionId: 'a' })).toBe(404);
  expect(await post('scopes', { without: 'all' })).toBe(400);
});

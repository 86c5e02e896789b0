import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { RawRequest } from '../../src/channels/agent-channel.ts';
import { createSlackChannel } from '../../src/channels/slack/slack-channel.ts';
import { actionIds } from '../../src/channels/slack/slack-interaction.ts';
import { createAgents, type SlackMessage } from '../support/people.ts';
import { botToken, channelId, signingSecret, startTestSandbox } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { type ChannelRig, testAgentChannel } from './agent-channel.ts';

/** Slack parses mrkdwn; the text elements of rich text it shows as they are, the others it makes live. */
const parsedIn = (node: unknown): string[] => {
  if (typeof node !== 'object' || node === null) return [];
  const { type, text } = node as { type?: string; text?: unknown };
  if (type === 'mrkdwn') return [String(text)];
  const live = ['user', 'usergroup', 'broadcast', 'channel', 'link'].includes(type ?? '') ? [`<!${type}>`] : [];
  return [...live, ...Object.values(node).flatMap(parsedIn)];
};

let rig: ChannelRig;
let stop: () => Promise<void>;
let clear: () => Promise<void>;

beforeAll(async () => {
  const box = await mkdtemp(join(tmpdir(), 'handoff-conformance-'));
  const received: RawRequest[] = [];
  const receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const sandbox = await startTestSandbox({
    dataFile: join(box, 'sandbox.jsonl'),
    eventsUrl: `${url}/events`,
    interactivityUrl: `${url}/interactivity`,
    commandsUrl: `${url}/commands`,
  });
  const agents = createAgents({ sandbox });
  const rootOf = (threadRef: string) => threadRef.split(':').at(-1) ?? '';
  /** The request that `work` causes. */
  const causedBy = async (has: string, work: () => Promise<unknown>): Promise<RawRequest> => {
    const before = received.length;
    await work();
    return until('the request', () => received.slice(before).find((request) => request.body.toString().includes(has)));
  };
  const asMaya = (method: string, args: Record<string, string>) =>
    fetch(sandbox.apiUrl + method, {
      method: 'POST',
      headers: { Authorization: 'Bearer xoxp-sandbox-maya' },
      body: new URLSearchParams({ channel: channelId, ...args }),
    });
  const lastReply = async (threadRef: string) =>
    (await agents.thread(rootOf(threadRef))).findLast((message) => message.user === 'U0MAYA')?.ts ?? '';
  const readable = (message: SlackMessage) => JSON.stringify([message.text, message.blocks]);

  rig = {
    channel: createSlackChannel({
      botToken,
      signingSecret,
      apiUrl: sandbox.apiUrl,
      teamLifeMs: 0,
    }),
    place: channelId,
    unknownPlace: 'C0NOWHERE',
    closedPlace: 'C0OLDHELP',
    agent: { externalId: 'U0MAYA', name: 'Maya Lindgren' },
    pings: {
      texts: [
        '<!channel>',
        '<!here>',
        '<@U0MAYA>',
        '<!subteam^S1>',
        '<https://evil.example|slack.com>',
        '&lt;!channel&gt;',
      ],
      pinged: /<[!@#h]/,
    },
    shown: async () =>
      (await agents.messages()).map((message) => ({
        id: message.ts,
        text: readable(message),
        parsed: [message.text, ...parsedIn(message.blocks)].join('\n'),
        ...(message.thread_ts && { thread: message.thread_ts }),
      })),
    reply: (threadRef, text) => {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      return causedBy('client_msg_id', () => agents.reply(rootOf(threadRef), escaped));
    },
    edit: async (threadRef, text) => {
      const ts = await lastReply(threadRef);
      return causedBy('message_changed', () => asMaya('chat.update', { ts, text }));
    },
    remove: async (threadRef) => {
      const ts = await lastReply(threadRef);
      return causedBy('message_deleted', () => asMaya('chat.delete', { ts }));
    },
    press: async (threadRef, button) => {
      const root = (await agents.messages()).find((message) => message.ts === rootOf(threadRef));
      if (!root) throw new Error('There is no such thread');
      return causedBy('block_actions', () => agents.click(root, actionIds[button]));
    },
    command: (text) =>
      causedBy('command=', () =>
        agents.control('command', { user: 'U0MAYA', channel: channelId, text: `/handoff ${text}` }),
      ),
    openHome: () => causedBy('app_home_opened', () => agents.control('home', { user: 'U0MAYA' })),
    pressHome: (button) =>
      causedBy('agent_', () => agents.control('home/click', { user: 'U0MAYA', actionId: `agent_${button}` })),
    home: async () => JSON.stringify((await agents.control<{ homes: Record<string, object> }>('ledger')).homes.U0MAYA),
    setThere: async (there) => {
      await asMaya('users.setPresence', { presence: there ? 'auto' : 'away' });
    },
    async fault(kind) {
      const faults = {
        lost_answer: { kind: 'reset' },
        refused: { kind: 'code', code: 'is_archived' },
        too_many: { kind: 'rate_limited' },
        outage: { kind: 'error_before' },
      };
      await agents.fault({ on: 'call', method: 'chat.postMessage', ...faults[kind] });
    },
  };
  clear = () => agents.control('faults', undefined, 'DELETE');
  stop = async () => {
    await sandbox.stop();
    receiver.closeAllConnections();
    receiver.close();
    await rm(box, { recursive: true, force: true });
  };
});
beforeEach(() => clear());
afterAll(() => stop());

testAgentChannel(() => rig);

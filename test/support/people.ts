import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { ConversationState } from '../../src/contract/conversation-state.ts';
import type { Entry } from '../../src/contract/entry.ts';
import type { ServerFrame } from '../../src/contract/socket-frames.ts';
import { holdToContract } from './api-contract.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

export type Answer<T> = { status: number; body: T; headers: Headers };

/** One call of the HTTP API. */
export const call = async <T = Record<string, unknown>>(
  url: string,
  method: string,
  path: string,
  token?: string,
  body?: unknown,
): Promise<Answer<T>> => {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  holdToContract(method, path, response.status, text ? JSON.parse(text) : {});
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as T, headers: response.headers };
};

type Opened = {
  conversationId: string;
  token: string;
  resumeSecret: string;
  state: ConversationState;
  entries: Entry[];
};

/** A customer with a socket: what they do, and what they saw. */
export const openCustomer = async (world: Pick<World, 'url' | 'widgetKey'>, customer?: { name: string }) => {
  const asked = { widgetKey: world.widgetKey, ...(customer && { customer }) };
  const opened = (await call<Opened>(world.url, 'POST', '/v1/widget/conversations', undefined, asked)).body;
  const seen: Entry[] = [];
  const told: ConversationState[] = [];
  let state = opened.state;
  let socket: WebSocket | undefined;

  /** Opens a socket in place of the one before, and again whenever it breaks, as the widget does. */
  const connect = async (url = world.url): Promise<void> => {
    socket?.removeAllListeners('close').terminate();
    const fresh = new WebSocket(`${url.replace('http', 'ws')}/v1/widget/socket`);
    socket = fresh;
    let greeted = false;
    const open = () => socket === fresh;
    fresh.on('error', () => undefined);
    fresh.on('close', () => {
      if (open()) setTimeout(() => open() && void connect(url).catch(() => undefined), 100).unref();
    });
    fresh.on('open', () =>
      fresh.send(JSON.stringify({ type: 'hello', token: opened.token, after: seen.at(-1)?.seq ?? 0 })),
    );
    fresh.on('message', (data) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      if (!open()) return;
      if (frame.type === 'entries') seen.push(...frame.entries);
      if (frame.type === 'state') {
        state = frame.state;
        told.push(state);
        greeted = true;
      }
    });
    await until('the first state', () => greeted || !open());
  };
  const post = <T>(path: string, body: object, url = world.url) =>
    call<T>(url, 'POST', `/v1/widget${path}`, opened.token, body);

  return {
    ...opened,
    seen,
    /** Every state in the order of its arrival. */
    told,
    state: () => state,
    connect,
    disconnect: () => socket?.removeAllListeners('close').terminate(),
    post,
    send: (text: string, handoffId: string | null = null, clientId: string = randomUUID()) =>
      post<{ entry: Entry }>('/messages', { clientId, text, handoffId }),
    async requestHandoff(whenClosed: 'form' | 'schedule' = 'form'): Promise<string> {
      const { body } = await post<{ state: ConversationState }>('/handoffs', { whenClosed });
      return body.state.handoff?.id ?? '';
    },
    sees: (text: string, limitMs?: number) =>
      until(`the customer sees "${text}"`, () => seen.find((entry) => entry.text === text), limitMs),
    /** Sees the message that carries the token. */
    hears: (token: string, limitMs?: number) =>
      until(`the customer sees ${token}`, () => seen.find((entry) => entry.text.includes(token)), limitMs),
    is: (status: string, limitMs?: number) =>
      until(`the handoff is ${status}`, () => state.handoff?.status === status && state.handoff, limitMs),
    ends: (limitMs?: number) =>
      until('the handoff ends', () => state.handoff?.status === 'ended' && state.handoff, limitMs),
  };
};
export type Customer = Awaited<ReturnType<typeof openCustomer>>;

export type SlackMessage = {
  channel: string;
  ts: string;
  thread_ts?: string;
  user: string;
  text: string;
  blocks?: { type: string; elements?: { action_id?: string }[] }[];
  metadata?: { event_payload: { key: string } };
  ephemeralTo?: string;
  deleted?: boolean;
};

/** What agents see and do in the sandbox. */
export const createAgents = (world: Pick<World, 'sandbox'>) => {
  const control = async <T>(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<T> => {
    const response = await fetch(`${world.sandbox.url}/control/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  };
  const messages = async () => (await control<{ messages: SlackMessage[] }>('ledger')).messages;
  return {
    control,
    messages,
    /** The notification card of a handoff. */
    card: (handoffId: string, limitMs?: number) =>
      until(
        'the card',
        async () => (await messages()).find((m) => m.metadata?.event_payload.key === `handoff/${handoffId}/card`),
        limitMs,
      ),
    thread: async (ts: string) => (await messages()).filter((m) => m.thread_ts === ts),
    sees: (text: string, limitMs?: number) =>
      until(
        `agents see "${text}"`,
        async () => (await messages()).find((m) => m.thread_ts && JSON.stringify(m).includes(text)),
        limitMs,
      ),
    async reply(ts: string, text: string, name: 'maya' | 'tomas' = 'maya', channel = 'C0CUSTOMERS'): Promise<string> {
      const response = await fetch(`${world.sandbox.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { Authorization: `Bearer xoxp-sandbox-${name}` },
        body: new URLSearchParams({ channel, thread_ts: ts, text }),
      });
      const answer = (await response.json()) as { ok: boolean; ts: string; error?: string };
      if (!answer.ok) throw new Error(answer.error);
      return answer.ts;
    },
    click: (message: SlackMessage, actionId: string, user = 'U0MAYA') =>
      control<{ ok: boolean }>('click', { user, channel: message.channel, ts: message.ts, actionId }),
    fault: (fault: object) => control('faults', fault),
    /** Types a command, with the error that Slack shows when it fails. */
    command: (text: string, user = 'U0MAYA') =>
      control<{ ok: boolean; error?: string }>('command', { user, channel: 'C0CUSTOMERS', text }),
    openHome: (user = 'U0MAYA') => control('home', { user }),
    pressHome: (button: 'away' | 'back', user = 'U0MAYA') =>
      control<{ ok: boolean }>('home/click', { user, actionId: `agent_${button}` }),
    /** Sees `text` on their home tab. */
    home: (text: string, user = 'U0MAYA', limitMs?: number) =>
      until(
        `the home says "${text}"`,
        async () => {
          const { homes } = await control<{ homes: Record<string, object> }>('ledger');
          const shown = JSON.stringify(homes[user] ?? '');
          return shown.includes(text) && shown;
        },
        limitMs,
      ),
    /** The last that the app said to this agent alone in the channel. */
    whispered: async (user = 'U0MAYA') => (await messages()).findLast((m) => m.ephemeralTo === user)?.text ?? '',
  };
};

/** A customer whose handoff waits for an agent, with its card. */
export const openHandoff = async (world: Pick<World, 'url' | 'widgetKey' | 'sandbox'>) => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  await customer.connect();
  const handoffId = await customer.requestHandoff();
  const card = await agents.card(handoffId);
  await customer.is('waiting');
  return { customer, agents, handoffId, card };
};

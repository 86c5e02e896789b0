import { expect, test } from 'vitest';
import { freePort } from '../../src/embedded/free-port.ts';
import { checkRun } from '../support/checker.ts';
import { observe } from '../support/observe.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { kill, startProgram } from '../support/program.ts';
import { startTripwire, type Wire } from '../support/tripwire.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';

type Point = [name: string, on: 'postgres' | 'slack', wire: Wire];
const before = (text: RegExp, nth = 1): Wire => ({ text, nth, when: 'before' });
const after = (text: RegExp, nth = 1): Wire => ({ text, nth, when: 'after' });
const post = /POST \/api\/chat\.postMessage/;

/** Every step of a worker that changes something, in the order of the story below. */
const workerPoints: Point[] = [
  ['the card is in Slack, its record is not', 'slack', after(post)],
  ['a message is in Slack, its record is not', 'slack', after(post, 2)],
  ['the closing line is in Slack, its record is not', 'slack', after(post, 3)],
  ['the handoff is admitted, the workflow does not know', 'postgres', after(/admit_handoff/)],
  ['the card is about to be posted', 'slack', before(post)],
  ['the thread is about to be recorded', 'postgres', before(/record_handoff_thread/)],
  ['the thread is recorded, the history is not there', 'postgres', after(/record_handoff_thread/)],
  ['a message is begun and not sent', 'postgres', after(/begin_post/, 2)],
  ['a message is posted, the delivery is not noted', 'postgres', before(/note_delivered/, 2)],
  ['the delivery is noted, the workflow does not know', 'postgres', after(/note_delivered/, 2)],
  ['the card shows the agent, nobody knows', 'slack', after(/POST \/api\/chat\.update/)],
  ['the thread is closed in Slack, not in the row', 'postgres', before(/set thread_closed_at/)],
];

/** Every step of the API that changes something. */
const apiPoints: Point[] = [
  ['a message is about to be committed', 'postgres', before(/accept_customer_message/)],
  ['a message is committed, the customer does not know', 'postgres', after(/accept_customer_message/)],
  ['a handoff is about to be committed', 'postgres', before(/request_handoff/)],
  ['a handoff is committed, its workflow not started', 'postgres', after(/request_handoff/)],
  ['the workflow is started, the row does not know', 'postgres', before(/set "workflow_started_at"/)],
  ["an agent's reply is about to be committed", 'postgres', before(/accept_agent_event/)],
  ["an agent's reply is committed, Slack does not know", 'postgres', after(/accept_agent_event/)],
  ['an end is about to be committed', 'postgres', before(/accept_agent_event/, 2)],
  ['an end is committed, nobody knows', 'postgres', after(/accept_agent_event/, 2)],
];
const everyPoint = process.env.EVERY_POINT === '1';

/** A world whose API or worker is a process of its own, behind tripwires. It is killed at the point and started again. */
const storyWithKill = async (program: 'api' | 'worker', [, on, wire]: Point) => {
  const apiPort = await freePort();
  const world = await startWorld({
    worker: program === 'api',
    retryDelaysMs: [50, 2000, 4000],
    ...(program === 'api' && { eventsPort: apiPort }),
  });
  const database = new URL(world.env.DATABASE_URL);
  const slack = new URL(world.sandbox.url);
  const wires = {
    postgres: await startTripwire({ host: database.hostname, port: Number(database.port) }),
    slack: await startTripwire({ host: slack.hostname, port: Number(slack.port) }),
  };
  database.port = String(wires.postgres.port);
  const env = {
    ...world.env,
    DATABASE_URL: database.toString(),
    SLACK_API_URL: `http://127.0.0.1:${wires.slack.port}/api/`,
    ...(program === 'api' && { PORT: String(apiPort) }),
  };
  const file = `src/bin/${program}.ts` as const;
  const url = program === 'api' ? `http://127.0.0.1:${apiPort}` : world.url;
  let child = await startProgram(file, env);
  let killed = false;
  let leave = () => undefined as unknown;
  const replaced = wires[on].arm(wire).then(async () => {
    killed = true;
    await kill(child);
    child = await startProgram(file, env);
  });
  try {
    const customer = await openCustomer({ url, widgetKey: world.widgetKey });
    leave = customer.disconnect;
    const agents = createAgents(world);
    const sent: { text: string; accepted: boolean }[] = [];
    /** As the widget does it: again with the same id until there is an answer. */
    const persistently = async <T extends { status: number }>(work: () => Promise<T>): Promise<T> =>
      until('an answer', () => work().catch(() => undefined), 40_000);
    const say = async (text: string, handoffId: string | null) => {
      const message = { text, accepted: false };
      sent.push(message);
      const clientId = `client-${sent.length}-id`;
      const { status } = await persistently(() => customer.send(text, handoffId, clientId));
      message.accepted = status < 300;
    };
    await customer.connect();
    const asked = await persistently(() => customer.post<{ state: { handoff: { id: string } } }>('/handoffs', {}));
    const handoffId = asked.body.state.handoff.id;
    const card = await agents.card(handoffId, 40_000);
    await customer.is('waiting', 40_000);
    await say('Hello {c1}', handoffId);
    await agents.sees('{c1}', 40_000);
    await agents.reply(card.ts, 'Hello too {a1}');
    await customer.hears('{a1}', 40_000);
    await say('And one more {c2}', handoffId);
    await agents.sees('{c2}', 40_000);
    await until('the end is taken', () => agents.click(card, 'end_handoff').then(({ ok }) => ok), 40_000);
    await until(
      'the point was reached',
      async () =>
        killed || (await world.db.selectFrom('handoffs').select('thread_closed_at').execute())[0]?.thread_closed_at,
      40_000,
    );
    expect(killed, 'the story never came to this point').toBe(true);
    await replaced;
    return checkRun(await observe(world, agents, [{ customer, sent }]));
  } finally {
    await kill(child);
    leave();
    await world.stop();
    for (const wire of Object.values(wires)) await wire.stop();
  }
};
const nothing = { lost: [], doubled: [], misordered: [], phantom: [], ends: [] };

test.each(everyPoint ? apiPoints : apiPoints.slice(1, 9))(
  'the API is killed when %s',
  async (...point) => {
    expect(await storyWithKill('api', point)).toEqual(nothing);
  },
  120_000,
);

test.each(everyPoint ? workerPoints : workerPoints.slice(0, 3))(
  'a worker is killed when %s',
  async (...point) => {
    expect(await storyWithKill('worker', point)).toEqual(nothing);
  },
  120_000,
);

test('a reply that comes before its thread is recorded is not lost with the worker that was to record it', async () => {
  const world = await startWorld({ worker: false });
  const database = new URL(world.env.DATABASE_URL);
  const wire = await startTripwire({ host: database.hostname, port: Number(database.port) });
  database.port = String(wire.port);
  const env = { ...world.env, DATABASE_URL: database.toString() };
  const reached = wire.arm(before(/record_handoff_thread/));
  let worker = await startProgram('src/bin/worker.ts', env);
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  try {
    await customer.connect();
    const handoffId = await customer.requestHandoff();
    const card = await agents.card(handoffId);
    await reached;
    await agents.reply(card.ts, 'Quicker than you {a1}');
    await until(
      'it is parked',
      async () => (await world.db.selectFrom('parked_events').select('id').execute()).length === 1,
    );
    await kill(worker);
    worker = await startProgram('src/bin/worker.ts', env);
    await customer.hears('{a1}', 40_000);
    await customer.is('active');
    await customer.post('/handoffs/end', { handoffId });
    expect(checkRun(await observe(world, agents, [{ customer, sent: [] }]))).toEqual(nothing);
  } finally {
    await kill(worker);
    customer.disconnect();
    await world.stop();
    await wire.stop();
  }
}, 90_000);

test('a card that was posted and not recorded is closed when the customer cancels meanwhile', async () => {
  const world = await startWorld({ worker: false });
  const slack = new URL(world.sandbox.url);
  const wire = await startTripwire({ host: slack.hostname, port: Number(slack.port) });
  const env = { ...world.env, SLACK_API_URL: `http://127.0.0.1:${wire.port}/api/` };
  const reached = wire.arm(after(post));
  let worker = await startProgram('src/bin/worker.ts', env);
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  try {
    await customer.connect();
    const handoffId = await customer.requestHandoff();
    await reached;
    await kill(worker);
    await customer.post('/handoffs/cancel', { handoffId });
    worker = await startProgram('src/bin/worker.ts', env);
    const card = await agents.card(handoffId);
    await until('the closing line', async () => (await agents.thread(card.ts)).length === 1, 60_000);
    const shown = (await agents.messages()).find((m) => m.ts === card.ts);
    expect(JSON.stringify(shown?.blocks)).not.toContain('claim_handoff');
    expect(checkRun(await observe(world, agents, [{ customer, sent: [] }]))).toEqual(nothing);
  } finally {
    await kill(worker);
    customer.disconnect();
    await world.stop();
    await wire.stop();
  }
}, 90_000);

test.each([
  ['before the answer is committed', before(/commit_assistant_turn/)],
  ['after it', after(/^.{0,200}commit\0/is)],
])(
  'a question is answered once when the API is killed %s',
  async (_, point) => {
    const world = await startWorld();
    const database = new URL(world.env.DATABASE_URL);
    const wire = await startTripwire({ host: database.hostname, port: Number(database.port) });
    database.port = String(wire.port);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const api = await startProgram('src/bin/api.ts', {
      ...world.env,
      DATABASE_URL: database.toString(),
      PORT: String(port),
    });
    const customer = await openCustomer(world);
    try {
      await customer.connect();
      const reached = wire.arm(point);
      await customer.post(
        '/messages',
        { clientId: 'client-id-1', text: 'How long does delivery take?', handoffId: null },
        url,
      );
      await reached;
      await kill(api);
      const answers = () => customer.seen.filter((entry) => entry.kind === 'assistant');
      await until('the answer', () => answers().length > 0, 30_000);
      await world.sweeper.sweep();
      await observe(world, createAgents(world), [{ customer, sent: [] }]);
      expect(answers()).toHaveLength(1);
    } finally {
      await kill(api);
      customer.disconnect();
      await world.stop();
      await wire.stop();
    }
  },
  90_000,
);

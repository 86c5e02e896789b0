import { expect, test } from 'vitest';
import { freePort } from '../../src/embedded/free-port.ts';
import { checkRun } from '../support/checker.ts';
import { observe } from '../support/observe.ts';
import { resetWorkflow } from '../support/operator.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { kill, startProgram } from '../support/program.ts';
import { startTripwire } from '../support/tripwire.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

const seeds = process.env.CHAOS_SEEDS?.split(',').map(Number) ?? [7];
const rounds = 6;

/** The seed gives the choices; when they meet which step is the machine's to say. */
const randomFrom = (seed: number) => {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return { next, pick: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T };
};

const callFaults = ['reset', 'error_before', 'error_after', 'rate_limited', 'html'] as const;
const eventFaults = ['duplicate', 'new_id', 'delay', 'drop_first', 'reorder'] as const;

/** A customer and an agent who go on whatever happens; what they say carries tokens. */
const talk = async (world: World, url: string, name: string, random: ReturnType<typeof randomFrom>) => {
  const customer = await until('a conversation', () =>
    openCustomer({ url, widgetKey: world.widgetKey }).catch(() => undefined),
  );
  const agents = createAgents(world);
  const sent: { text: string; accepted: boolean }[] = [];
  const persistently = <T extends { status: number }>(work: () => Promise<T>) =>
    until(
      `an answer for ${name}`,
      async () => {
        const answer = await work().catch(() => undefined);
        return answer && answer.status < 500 && answer;
      },
      60_000,
    );
  await customer.connect(url).catch(() => undefined);
  const { body } = await persistently(() =>
    customer.post<{ state: { handoff: { id: string } } }>('/handoffs', {}, url),
  );
  const handoffId = body.state.handoff.id;
  const card = await agents.card(handoffId, 60_000);
  for (let round = 1; round <= rounds; round++) {
    const message = { text: `Of the customer {${name}-c${round}}`, accepted: false };
    sent.push(message);
    const send = { clientId: `client-${name}-${round}`, text: message.text, handoffId };
    message.accepted = (await persistently(() => customer.post('/messages', send, url))).status < 300;
    if (random.next() < 0.7) {
      await until('the agent posts', () =>
        agents.reply(card.ts, `Of the agent {${name}-a${round}}`).catch(() => undefined),
      );
      await customer.hears(`{${name}-a${round}}`, 60_000);
    }
  }
  await persistently(() => customer.post('/handoffs/end', { handoffId }, url));
  return { customer, sent };
};

/** An operator lets the workflow of one live handoff begin anew. */
const resetOne = async (world: World, random: ReturnType<typeof randomFrom>) => {
  const live = await world.db
    .selectFrom('handoffs')
    .select('id')
    .where('status', 'in', ['waiting', 'active'])
    .execute();
  if (live.length > 0) await resetWorkflow(world, random.pick(live).id);
};

test.each(seeds)(
  'seed %i: processes die, lines break and Slack misbehaves in mid-conversation, and nothing is lost',
  async (seed) => {
    const random = randomFrom(seed);
    const port = await freePort();
    const world = await startWorld({ worker: false, eventsPort: port, retryDelaysMs: [100, 1500, 3000, 6000, 12_000] });
    const url = `http://127.0.0.1:${port}`;
    const programs = { api: 'src/bin/api.ts', worker: 'src/bin/worker.ts' } as const;
    const database = new URL(world.env.DATABASE_URL);
    const [temporalHost = '', temporalPort] = world.env.TEMPORAL_ADDRESS.split(':');
    const lines = {
      postgres: await startTripwire({ host: database.hostname, port: Number(database.port) }),
      temporal: await startTripwire({ host: temporalHost, port: Number(temporalPort) }),
    };
    database.port = String(lines.postgres.port);
    const env = {
      ...world.env,
      PORT: String(port),
      DATABASE_URL: database.toString(),
      TEMPORAL_ADDRESS: `127.0.0.1:${lines.temporal.port}`,
    };
    const start = (name: keyof typeof programs) => startProgram(programs[name], env);
    const running = { api: await start('api'), worker: await start('worker') };
    const agents = createAgents(world);
    let over = false;
    /** One fault after the other, at instants that the conversation's own progress gives, until it is over. */
    const misfortune = async () => {
      let seen = 0;
      const posted = async () => (await agents.messages()).length;
      while (!over) {
        await until('the talk goes on', async () => over || (await posted()) >= seen + 3, 120_000);
        seen = await posted();
        const kind = random.next();
        if (kind < 0.25) await agents.fault({ on: 'call', method: 'chat.postMessage', kind: random.pick(callFaults) });
        else if (kind < 0.5) await agents.fault({ on: 'event', kind: random.pick(eventFaults), delayMs: 500 });
        else if (kind < 0.7)
          await lines[random.pick(['postgres', 'temporal'] as const)].cut(500 + 2500 * random.next());
        else if (kind < 0.8) await resetOne(world, random);
        else {
          const name = random.pick(['api', 'worker'] as const);
          await kill(running[name]);
          running[name] = await start(name);
        }
      }
      await agents.control('faults', undefined, 'DELETE');
    };
    try {
      const fate = misfortune();
      const talks = await Promise.all(['x', 'y', 'z'].map((name, i) => talk(world, url, name, randomFrom(seed + i))));
      over = true;
      await fate;
      const findings = checkRun(await observe(world, agents, talks, 90_000));
      for (const { customer } of talks) customer.disconnect();
      expect(findings).toEqual({ lost: [], doubled: [], misordered: [], phantom: [], ends: [] });
    } finally {
      over = true;
      await Promise.all(Object.values(running).map(kill));
      await world.stop();
      for (const line of Object.values(lines)) await line.stop();
    }
  },
  300_000,
);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { freePort } from '../../src/embedded/free-port.ts';
import { startPostgres } from '../../src/embedded/postgres.ts';
import { startTemporal } from '../../src/embedded/temporal-server.ts';
import { progressQuery } from '../../workflows/messages.ts';
import { checkRun } from '../support/checker.ts';
import { observe } from '../support/observe.ts';
import { openHandoff } from '../support/people.ts';
import { kill, startProgram } from '../support/program.ts';
import { startTripwire } from '../support/tripwire.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

const nothing = { lost: [], doubled: [], misordered: [], phantom: [], ends: [] };
const box = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handoff-outage-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** A customer whose handoff waits for its first answer, and what they sent. */
const liveHandoff = async (world: World) => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  onTestFinished(() => void customer.disconnect());
  const sent: { text: string; accepted: boolean }[] = [];
  const say = async (text: string): Promise<number> => {
    const message = { text, accepted: false };
    sent.push(message);
    const clientId = `client-${sent.length}-id`;
    const { status } = await until(
      'an answer other than "try again"',
      async () => {
        const answer = await customer.send(text, handoffId, clientId).catch(() => undefined);
        return answer && answer.status !== 503 && answer;
      },
      40_000,
    );
    message.accepted = status < 300;
    return status;
  };
  return { customer, agents, handoffId, card, sent, say };
};

test('Temporal is away while a first-response clock runs out: who was answered meanwhile lives, who was not ends', async () => {
  const folder = await box();
  const start = (port?: number) =>
    startTemporal({
      databaseFile: join(folder, 'temporal.db'),
      logFile: join(folder, 'temporal.log'),
      ...(port && { port }),
    });
  let temporal = await start();
  const world = await startWorld({ temporalAddress: temporal.address });
  const { workflow } = world.context.temporal.client;
  /** Leaves the clock 10 s, and waits until the workflow's timer knows and nothing runs. */
  const shorten = async (handoffId: string) => {
    await sql`update handoffs set admitted_at = clock_timestamp() - interval '15 minutes' + interval '10 seconds'
      where id = ${handoffId}`.execute(world.db);
    await world.context.gateway.ring(handoffId);
    const handle = workflow.getHandle(`handoff/${handoffId}`);
    await until('the workflow waits for the clock', async () => {
      const { snapshot } = await handle.query(progressQuery);
      const { raw } = await handle.describe();
      return (snapshot?.dueInMs ?? 60_000) < 11_000 && !raw.pendingActivities?.length && !raw.pendingWorkflowTask;
    });
  };
  try {
    const answered = await liveHandoff(world);
    const alone = await liveHandoff(world);
    await Promise.all([answered, alone].map(({ handoffId }) => shorten(handoffId)));
    const port = Number(temporal.address.split(':')[1]);
    temporal.child.process.kill('SIGKILL');
    await temporal.child.exited;

    const { customer, agents, handoffId, card, sent, say } = answered;
    expect(await say('Anybody {c1}?')).toBe(201);
    await agents.reply(card.ts, 'Here I am {a1}');
    await customer.hears('{a1}', 5000);
    await customer.is('active');
    await until('the clocks have run out', async () => {
      const { rows } = await sql`select 1 from handoffs
        where clock_timestamp() > admitted_at + interval '15 minutes 1 second' having count(*) = 2`.execute(world.db);
      return rows.length > 0;
    });
    temporal = await start(port);
    expect((await alone.customer.ends(60_000)).endReason).toBe('no_agent_response');
    await agents.sees('{c1}', 60_000);
    await until('the clock was checked and refused', async () => {
      const { events } = await workflow.getHandle(`handoff/${handoffId}`).fetchHistory();
      return events?.some((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'checkClocks');
    });
    expect(await say('Good {c2}')).toBe(201);
    await agents.sees('{c2}', 30_000);
    expect(customer.state().handoff?.status).toBe('active');
    await agents.click(card, 'end_handoff');
    await customer.ends();
    const talks = [answered, alone].map(({ customer, sent }) => ({ customer, sent }));
    expect(checkRun(await observe(world, agents, talks))).toEqual(nothing);
    expect(sent).toHaveLength(2);
  } finally {
    await world.stop();
    await temporal.stop();
  }
}, 150_000);

test('Postgres is killed and started again in mid-conversation: nothing that was accepted is lost', async () => {
  const folder = await box();
  const start = (port?: number) =>
    startPostgres({
      dataDir: join(folder, 'postgres'),
      logFile: join(folder, 'postgres.log'),
      ...(port && { port }),
    });
  let postgres = await start();
  const { url } = postgres;
  const db = openDatabase(url, () => undefined);
  await migrate(db);
  const world = await startWorld({
    database: { url, db, drop: () => db.destroy() },
    retryDelaysMs: [500, 3000, 6000],
  });
  try {
    const { customer, agents, card, sent, say } = await liveHandoff(world);
    expect(await say('Before {c1}')).toBe(201);
    const crossing = say('Crossing {c2}');
    postgres.child.process.kill('SIGKILL');
    await postgres.child.exited;
    const refused = await customer.send('{never}', null, 'client-never-1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    await agents.reply(card.ts, 'A reply into the gap {a1}');
    postgres = await start(Number(new URL(url).port));
    await crossing;
    await say('After {c3}');
    await customer.hears('{a1}', 30_000);
    await agents.sees('{c3}', 60_000);
    await agents.click(card, 'end_handoff');
    await customer.ends(30_000);
    expect(checkRun(await observe(world, agents, [{ customer, sent }]))).toEqual(nothing);
  } finally {
    await world.stop();
    await postgres.stop();
  }
}, 150_000);

test("two APIs and two workers, one node's LISTEN silently dead: a frame still arrives within 5 s", async () => {
  const world = await startWorld();
  const database = new URL(world.env.DATABASE_URL);
  const wire = await startTripwire({ host: database.hostname, port: Number(database.port) });
  database.port = String(wire.port);
  const port = await freePort();
  const env = { ...world.env, DATABASE_URL: database.toString(), PORT: String(port) };
  // From its first LISTEN on, that connection says nothing any more, and does not break either.
  wire.silence(/listen conversation_changed/);
  const programs = await Promise.all([
    startProgram('src/bin/api.ts', env),
    startProgram('src/bin/worker.ts', world.env),
  ]);
  try {
    const { customer, agents, card, sent, say } = await liveHandoff(world);
    await customer.connect(`http://127.0.0.1:${port}`);
    for (const n of [1, 2, 3]) {
      await agents.reply(card.ts, `Over the other node {a${n}}`);
      await customer.hears(`{a${n}}`, 5000);
      expect(await say(`And back {c${n}}`)).toBe(201);
      await agents.sees(`{c${n}}`);
    }
    await agents.click(card, 'end_handoff');
    await until('the end is seen on the deaf node', () => customer.state().handoff?.status === 'ended', 5000);
    expect(checkRun(await observe(world, agents, [{ customer, sent }]))).toEqual(nothing);
  } finally {
    await Promise.all(programs.map(kill));
    await world.stop();
    await wire.stop();
  }
}, 90_000);

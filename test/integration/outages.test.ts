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
import { checkRun } from '../support/checker.ts';
import { observe } from '../support/observe.ts';
import { createAgents, openCustomer } from '../support/people.ts';
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
  const customer = await openCustomer(world);
  onTestFinished(() => void customer.disconnect());
  const agents = createAgents(world);
  await customer.connect();
  const handoffId = await customer.requestHandoff();
  const card = await agents.card(handoffId);
  await customer.is('waiting');
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

test('Temporal is away: messages are taken and shown, an overdue clock does not end a handoff that was answered', async () => {
  const folder = await box();
  const start = (port?: number) =>
    startTemporal({
      databaseFile: join(folder, 'temporal.db'),
      logFile: join(folder, 'temporal.log'),
      ...(port && { port }),
    });
  let temporal = await start();
  const world = await startWorld({ temporalAddress: temporal.address });
  try {
    const { customer, agents, handoffId, card, sent, say } = await liveHandoff(world);
    const port = Number(temporal.address.split(':')[1]);
    temporal.child.process.kill('SIGKILL');
    await temporal.child.exited;

    expect(await say('Anybody {c1}?')).toBe(201);
    await agents.reply(card.ts, 'Here I am {a1}');
    await customer.sees('{a1}', 5000);
    await customer.is('active');
    // While Temporal was away the time for a first answer ran out.
    await sql`update handoffs set admitted_at = admitted_at - interval '1 hour' where id = ${handoffId}`.execute(
      world.db,
    );
    temporal = await start(port);
    await agents.sees('{c1}', 60_000);
    expect(await say('Good {c2}')).toBe(201);
    await agents.sees('{c2}', 30_000);
    expect(customer.state().handoff?.status).toBe('active');
    await agents.click(card, 'end_handoff');
    await customer.ends();
    expect(checkRun(await observe(world, agents, [{ customer, sent }]))).toEqual(nothing);
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
    await customer.sees('{a1}', 30_000);
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
      await customer.sees(`{a${n}}`, 5000);
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

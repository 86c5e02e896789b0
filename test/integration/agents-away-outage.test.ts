import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '../support/database.ts';
import { createAgents } from '../support/people.ts';
import { startTripwire, type Tripwire } from '../support/tripwire.ts';
import { startWorld, type World } from '../support/world.ts';

let wire: Tripwire;
let world: World;
let agents: ReturnType<typeof createAgents>;
beforeAll(async () => {
  const database = await createTestDatabase();
  const url = new URL(database.url);
  wire = await startTripwire({ host: url.hostname, port: Number(url.port) });
  url.port = String(wire.port);
  world = await startWorld({
    database,
    worker: false,
    retryDelaysMs: [50, 1000, 3000],
    env: { DATABASE_URL: url.toString() },
  });
  agents = createAgents(world);
});
afterAll(async () => {
  // First, or the question that hangs is waited for.
  await wire?.stop();
  await world?.stop();
});

test('Postgres is away: who types or presses sees that nothing was saved, and who opens their home gets it later', async () => {
  await agents.command('/handoff status');
  await agents.openHome();
  await agents.home('You are here');
  await agents.control('reset', {});

  const over = wire.cut(1500);
  expect(await agents.command('/handoff away')).toEqual({ ok: true });
  expect(await agents.whispered()).toMatch(/^Not saved.*try again/);
  await agents.openHome();
  await over;
  await agents.home('You are here');

  const again = wire.cut(500);
  expect(await agents.pressHome('away')).toEqual({ ok: false });
  await again;
  await agents.command('/handoff status');
  expect(await agents.whispered()).toMatch(/^You are here/);
});

test('Postgres hangs: the answer still comes in time, and does not claim to be saved', async () => {
  await agents.command('/handoff status');
  void wire.arm({ text: /accept_agent_status/, when: 'before' });
  expect(await agents.command('/handoff away')).toEqual({ ok: true });
  expect(await agents.whispered()).toMatch(/^Not saved.*try again/);
});

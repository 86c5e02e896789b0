import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/embedded/free-port.ts';
import { kill, startProgram } from '../support/program.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
const taken = createServer();
beforeAll(async () => {
  world = await startWorld({ worker: false });
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  taken.close();
  await world.stop();
});

/** What a program of ours that can't start says on stderr. */
const complaint = async (program: 'api' | 'worker' | 'migrate', env: Record<string, string>): Promise<string> => {
  const child = spawn(process.execPath, [`src/bin/${program}.ts`], {
    env: { ...process.env, ...world.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return (await text(child.stderr)).trim();
};
const at = (change: (url: URL) => void): string => {
  const url = new URL(world.env.DATABASE_URL);
  change(url);
  return url.toString();
};

test.each([
  ['api', 'PORT'],
  ['api', 'METRICS_PORT'],
  ['worker', 'METRICS_PORT'],
] as const)('%s: a taken %s is named in one sentence', async (program, variable) => {
  const { port } = taken.address() as AddressInfo;
  const free = String(await freePort());
  const said = await complaint(program, { PORT: free, [variable]: String(port) });
  expect(said).toBe(`The configuration can not be used:\n  ${variable}: port ${port} is taken; choose another`);
});

test.each(['api', 'migrate'] as const)('%s: a wrong DATABASE_URL is one line without the password', async (program) => {
  const { password } = new URL(world.env.DATABASE_URL);
  const elsewhere = at((url) => {
    url.port = '1';
  });
  const strange = at((url) => {
    url.password = 'not-the-password';
  });
  const missing = at((url) => {
    url.pathname = '/nowhere';
  });
  const closed = await complaint(program, { DATABASE_URL: elsewhere });
  expect(closed).toBe('DATABASE_URL: nothing listens at that host and port');
  const refused = await complaint(program, { DATABASE_URL: strange });
  expect(refused).toMatch(/^DATABASE_URL: the server refuses the user or the password \(.*\)$/);
  const unknown = await complaint(program, { DATABASE_URL: missing });
  expect(unknown).toBe('DATABASE_URL: database "nowhere" does not exist');
  const nowhere = await complaint(program, {
    DATABASE_URL: at((url) => {
      url.hostname = 'no-such-host.invalid';
    }),
  });
  expect(nowhere).toBe('DATABASE_URL: its host is not known');
  for (const said of [closed, refused, unknown, nowhere]) expect(said).not.toContain(password);
});

test('with METRICS_PORT the API tells its metrics there, and customers can not', async () => {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const api = await startProgram('src/bin/api.ts', {
    ...world.env,
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
  });
  try {
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    expect(await metrics.text()).toContain('handoff_oldest_undelivered_seconds');
  } finally {
    await kill(api);
  }
});

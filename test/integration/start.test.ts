import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive } from '../../src/embedded/orphan.ts';
import { until } from '../support/until.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handoff-start-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const program = 'src/bin/start.ts';
const runFile = () => join(folder, 'run.json');
type RunFile = {
  app: string;
  sandbox: string;
  mails: string;
  temporalUi: string;
  pid: number;
  pids: Record<string, number>;
};

const start = async () => {
  const env = { ...process.env, DATA_DIR: folder };
  const child = spawn(process.execPath, [program], { env, stdio: 'ignore' });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await until('it is up', () => existsSync(runFile()), 60_000);
  const run = JSON.parse(await readFile(runFile(), 'utf8')) as RunFile;
  const parts = Object.values(run.pids);
  return { child, exit, run, parts };
};

test('it comes up, an interrupt that comes twice stops every part, and killed outright it comes up again', async () => {
  const { child, exit, run, parts } = await start();
  for (const url of [`${run.app}/demo`, run.sandbox, run.mails, run.temporalUi])
    expect((await fetch(url)).status).toBe(200);
  expect(run.pid).toBe(child.pid);
  expect(parts).toHaveLength(4);
  // As a terminal and npm do.
  child.kill('SIGINT');
  child.kill('SIGINT');
  expect(await exit).toBe(0);
  expect(parts.filter(isAlive)).toEqual([]);
  expect(existsSync(runFile())).toBe(false);

  const second = await start();
  second.child.kill('SIGKILL');
  await second.exit;
  await rm(runFile());
  const third = await start();
  expect(third.run.app).toBe(run.app);
  third.child.kill('SIGTERM');
  expect(await third.exit).toBe(0);
  expect([...second.parts, ...third.parts].filter(isAlive)).toEqual([]);
}, 150_000);

test.each([
  ['DATABASE_URL', 'postgres://somebody:secret-word@127.0.0.1:1/handoff', 'nothing listens'],
  ['TEMPORAL_ADDRESS', '127.0.0.1:1', 'no Temporal server'],
  ['SLACK_BOT_TOKEN', 'xoxb-alone', 'SLACK_SIGNING_SECRET: missing'],
  ['SMTP_URL', 'smtp://u:secret-word@127.0.0.1:1', 'set both'],
])('%s that can not be used is refused by name', async (name, value, words) => {
  const env = { ...process.env, DATA_DIR: join(folder, name), [name]: value };
  const failed = await promisify(execFile)(process.execPath, [program], { env }).catch((error) => error);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain(words);
  expect(failed.stderr).toContain(name.split('_')[0]);
  expect(failed.stderr).not.toContain('secret-word');
  expect(failed.stderr).not.toContain('    at ');
});

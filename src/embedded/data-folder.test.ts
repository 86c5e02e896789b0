import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimFolder, loadPorts, loadSecrets } from './data-folder.ts';

const box = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handoff-folder-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};
/** A process that lives until its test is over; `args` stand in its command line. */
const living = async (...args: string[]): Promise<number> => {
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)', ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child.pid ?? -1;
};

test('a folder is given back, and claimed again', async () => {
  const folder = await box();
  await (await claimFolder(folder))();
  await claimFolder(folder);
  expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
});

test('another start that lives keeps its folder', async () => {
  const folder = await box();
  const pid = await living('src/bin/start.ts');
  await writeFile(join(folder, 'lock'), String(pid));
  await expect(claimFolder(folder)).rejects.toThrow(`in use by process ${pid}`);
});

test('a lock whose pid is an unrelated process, or none, is left over', async () => {
  for (const left of [String(await living()), '', 'nonsense', '999999999']) {
    const folder = await box();
    await writeFile(join(folder, 'lock'), left);
    await claimFolder(folder);
    expect(await readFile(join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
  }
});

test('secrets are made once, for their owner alone; a spoiled file is named', async () => {
  const folder = await box();
  const made = await loadSecrets(folder);
  expect(await loadSecrets(folder)).toEqual(made);
  const { secretsKey: _, ...older } = made;
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(older));
  const completed = await loadSecrets(folder);
  expect(completed).toMatchObject(older);
  expect(await loadSecrets(folder)).toEqual(completed);
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
  await writeFile(join(folder, 'ports.json'), '{"app": 30');
  await expect(loadPorts(folder)).rejects.toThrow(/ports\.json is not JSON\. Delete it/);
});

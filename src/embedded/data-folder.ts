import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOf, isAlive } from './orphan.ts';

export type Secrets = {
  tokenSecret: string;
  adminToken: string;
  secretsKey: string;
  slackSigningSecret: string;
  slackBotToken: string;
};
export type Ports = Record<'app' | 'sandbox' | 'mail' | 'temporal' | 'temporalUi' | 'postgres', number>;

/** In the command line of every start. */
const startProgram = 'start.ts';

/** The pid in a lock that a killed start left may be an unrelated process's by now. */
const isStart = async (pid: number): Promise<boolean> => {
  if (!(pid > 0) || pid === process.pid || !isAlive(pid)) return false;
  const command = await commandOf(pid);
  return command === undefined || command.includes(startProgram);
};

/** Makes the data folder this process's own. Throws with the holder's pid when another start has it. */
export const claimFolder = async (folder: string): Promise<() => Promise<void>> => {
  await mkdir(join(folder, 'logs'), { recursive: true });
  const lock = join(folder, 'lock');
  for (let attempt = 0; ; attempt++) {
    try {
      const file = await open(lock, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(lock, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (attempt > 0 || (await isStart(holder))) {
        throw new Error(`${folder} is in use by process ${holder}. Stop it, or set DATA_DIR to another folder.`, {
          cause: error,
        });
      }
      await rm(lock, { force: true });
    }
  }
};

/** Made at the first start and kept: tokens stay valid over restarts. */
export const loadSecrets = (folder: string): Promise<Secrets> =>
  load(join(folder, 'secrets.json'), () => ({
    tokenSecret: secret(),
    adminToken: secret(),
    secretsKey: randomBytes(32).toString('base64'),
    slackSigningSecret: secret(),
    slackBotToken: `xoxb-sandbox-${secret()}`,
  }));

/** The ports of the last start, so that a restart keeps its URLs when they are still free. */
export const loadPorts = (folder: string): Promise<Partial<Ports>> => load(join(folder, 'ports.json'), () => ({}));

/** All of it or nothing, whatever stops this process. */
export const savePrivately = async (file: string, value: object): Promise<void> => {
  await writeFile(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
};

const secret = (): string => randomBytes(24).toString('base64url');

const load = async <T extends object>(file: string, make: () => T): Promise<T> => {
  let kept: Partial<T> = {};
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    try {
      kept = JSON.parse(text) as Partial<T>;
    } catch (error) {
      throw new Error(`${file} is not JSON. Delete it, and it is made anew.`, { cause: error });
    }
  }
  const made = { ...make(), ...kept };
  // Also what a newer version needs beside what an older one made.
  if (text === undefined || Object.keys(made).length > Object.keys(kept).length) await savePrivately(file, made);
  return made;
};

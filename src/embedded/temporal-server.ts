import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { handoffAttributes } from '../../workflows/search-attributes.ts';
import { findBinary } from './binaries.ts';
import { type Child, startChild } from './child.ts';
import { freePort } from './free-port.ts';
import { stopOrphan } from './orphan.ts';
import type { OnStop } from './parts.ts';

const startLimitMs = 60_000;

export type EmbeddedTemporal = { address: string; uiUrl: string; child: Child; stop(): Promise<void> };

/** The official Temporal development server with its web UI. With a database file it keeps what it had. */
export const startTemporal = async (options: {
  databaseFile?: string;
  port?: number;
  uiPort?: number;
  dynamicConfig?: Record<string, string>;
  logFile: string;
  /** Once aborted, nothing more is begun. */
  signal?: AbortSignal;
  /** Told how to stop it as soon as it is spawned, before it answers. */
  onStop?: OnStop;
}): Promise<EmbeddedTemporal> => {
  const binary = await findBinary('temporal', options.signal);
  const port = await freePort(options.port);
  const uiPort = await freePort(options.uiPort);
  const pidFile = options.databaseFile && `${options.databaseFile}.pid`;
  if (pidFile) await stopOrphan(pidFile, options.databaseFile ?? '', 'SIGTERM');
  const dynamicConfig = { 'system.enableActivityEagerExecution': 'true', ...options.dynamicConfig };
  const args = [
    ...[
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--ui-port',
      String(uiPort),
      '--log-level',
      'error',
    ],
    ...(options.databaseFile ? ['--db-filename', options.databaseFile] : []),
    ...Object.values(handoffAttributes).flatMap(({ name }) => ['--search-attribute', `${name}=Keyword`]),
    ...Object.entries(dynamicConfig).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
  ];
  options.signal?.throwIfAborted();
  const child = startChild(binary, args, options.logFile);
  const stop = async () => {
    await child.stop('SIGTERM', 5000);
    if (pidFile) await rm(pidFile, { force: true });
  };
  options.onStop?.(stop);
  if (pidFile) await writeFile(pidFile, String(child.pid));
  const uiUrl = `http://127.0.0.1:${uiPort}`;
  await untilUp(child, port, uiUrl);
  return {
    address: `127.0.0.1:${port}`,
    uiUrl,
    child,
    stop,
  };
};

const untilUp = async (child: Child, port: number, uiUrl: string): Promise<void> => {
  let gone = false;
  void child.exited.then(() => {
    gone = true;
  });
  const until = Date.now() + startLimitMs;
  for (;;) {
    if (
      (await answers(port)) &&
      (await fetch(uiUrl).then(
        (r) => r.ok,
        () => false,
      ))
    )
      return;
    if (gone || Date.now() > until) {
      throw new Error(`The Temporal server did not start; see ${child.logFile}\n${await child.lastLines()}`);
    }
    await wait(100);
  }
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

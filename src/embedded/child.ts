import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createWriteStream, existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export type Exit = { code: number | null; signal: NodeJS.Signals | null };
export type Child = {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly logFile: string;
  /** Resolves when the process is gone, however it went. */
  readonly exited: Promise<Exit>;
  /** The last lines that it wrote since its start, for a report of why it ended. */
  lastLines(count?: number): Promise<string>;
  /** Sends the signal, waits `graceMs`, then kills. */
  stop(signal: NodeJS.Signals, graceMs: number): Promise<void>;
};

const running = new Set<Child>();
/** Ends at once whatever was started and still runs: for a process that is about to be gone itself. */
export const killChildren = (): void => {
  for (const child of running) child.process.kill('SIGKILL');
};

/** Starts a process of its own group whose output goes to `logFile`: Ctrl-C at the terminal reaches only the starter. */
export const startChild = (command: string, args: string[], logFile: string, options: SpawnOptions = {}): Child => {
  const before = existsSync(logFile) ? statSync(logFile).size : 0;
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', (error) => {
      log.write(`${error.message}\n`);
      resolve({ code: -1, signal: null });
    });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const started: Child = {
    pid: child.pid ?? -1,
    process: child,
    logFile,
    exited,
    async lastLines(count = 5) {
      const all = await readFile(logFile).catch(() => Buffer.alloc(0));
      return all.subarray(before).toString('utf8').trimEnd().split('\n').slice(-count).join('\n');
    },
    async stop(signal, graceMs) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
  running.add(started);
  void exited.then(() => running.delete(started));
  return started;
};

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

export type Exit = { code: number | null; signal: NodeJS.Signals | null };
export type Child = {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly logFile: string;
  /** Resolves when the process is gone, however it went. */
  readonly exited: Promise<Exit>;
  /** Sends the signal, waits `graceMs`, then kills. */
  stop(signal: NodeJS.Signals, graceMs: number): Promise<void>;
};

/** Starts a process of its own group whose output goes to `logFile`: Ctrl-C at the terminal reaches only the starter. */
export const startChild = (command: string, args: string[], logFile: string, options: SpawnOptions = {}): Child => {
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
  return {
    pid: child.pid ?? -1,
    process: child,
    logFile,
    exited,
    async stop(signal, graceMs) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
};

/** The last lines of a log, for a report of why a part ended. */
export const lastLines = async (file: string, count = 5): Promise<string> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-count).join('\n');
};

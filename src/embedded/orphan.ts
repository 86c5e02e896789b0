import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** The command line of a process; undefined when it can't be known. */
export const commandOf = async (pid: number): Promise<string | undefined> => {
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() || undefined;
};

/**
 * Stops a process that a killed starter left behind: the first line of `pidFile` names it, and its command line must hold
 * `mark`, since the pid may be another process's by now.
 */
export const stopOrphan = async (pidFile: string, mark: string, signal: NodeJS.Signals): Promise<void> => {
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  if (!(await commandOf(pid))?.includes(mark)) return;
  process.kill(pid, signal);
  for (let i = 0; i < 100 && isAlive(pid); i++) await wait(50);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
};

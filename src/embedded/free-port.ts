import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, macOS from 49152): such a connection could
 * hold the port of a part that is being started again.
 */
const lowest = 20_000;
const highest = 32_767;
const tries = 100;

/** `wanted` when it is free, otherwise any free port of the loopback interface. Throws when there seems to be none. */
export const freePort = async (wanted?: number): Promise<number> => {
  for (let i = 0; i < tries; i++) {
    const port = i === 0 && wanted ? wanted : randomInt(lowest, highest + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port of 127.0.0.1 between ${lowest} and ${highest} is free.`);
};

/** Throws with the variable's name when the port that it asks for is taken. */
export const demandPort = async (variable: string, port: number): Promise<number> => {
  if (!(await isFree(port))) throw new Error(`${variable}: port ${port} is taken; choose another.`);
  return port;
};

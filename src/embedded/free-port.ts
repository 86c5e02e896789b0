import { createServer } from 'node:net';

const isFree = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });

/** `wanted` when it is free, otherwise any free port of the loopback interface. */
export const freePort = async (wanted = 0): Promise<number> => {
  const port = (await isFree(wanted, '127.0.0.1')) ?? (await isFree(0, '127.0.0.1'));
  if (port === undefined) throw new Error('No port of 127.0.0.1 is free.');
  return port;
};

/** Throws with the variable's name when the port that it asks for is taken. */
export const demandPort = async (variable: string, port: number): Promise<number> => {
  if ((await isFree(port, '127.0.0.1')) === undefined)
    throw new Error(`${variable}: port ${port} is taken; choose another.`);
  return port;
};

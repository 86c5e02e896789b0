import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export type Wire = {
  /** Found in what a client sends: an SQL function, an HTTP request line. */
  text: RegExp;
  /** `before`: the request never leaves. `after`: it is served, and the answer never arrives. */
  when: 'before' | 'after';
  /** Trips at the nth match, 1 when left out. */
  nth?: number;
};

/**
 * A TCP relay that stops a client between two of its steps: everything that a process of ours changes, it changes over a
 * connection, so the request on the wire names the step. The tripped connection stays silent until its client is killed.
 */
export const startTripwire = async (target: { host: string; port: number }) => {
  const sockets = new Set<Socket>();
  let armed: { wire: Wire; matches: number; trip: () => void } | undefined;
  let mute: RegExp | undefined;
  let isCut = false;

  const tripsOn = (chunk: Buffer) => {
    if (!armed?.wire.text.test(chunk.toString('latin1'))) return undefined;
    armed.matches++;
    if (armed.matches < (armed.wire.nth ?? 1)) return undefined;
    const { wire, trip } = armed;
    armed = undefined;
    return { when: wire.when, trip };
  };

  const server = createServer((client) => {
    if (isCut) return void client.resetAndDestroy();
    const upstream = connect(target.port, target.host);
    /** Nothing of the client gets through, or nothing gets back to it. */
    let stopped = false;
    let silent = false;
    let onAnswer: (() => void) | undefined;
    const pair = [client, upstream];
    for (const socket of pair) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        for (const other of pair) other.destroy();
      });
    }
    client.on('data', (chunk) => {
      if (stopped) return;
      const tripped = tripsOn(chunk);
      if (tripped?.when === 'before') {
        stopped = true;
        return tripped.trip();
      }
      onAnswer ??= tripped?.trip;
      upstream.write(chunk);
      if (mute?.test(chunk.toString('latin1'))) silent = true;
    });
    upstream.on('data', (chunk) => {
      if (onAnswer) {
        silent = true;
        onAnswer();
        onAnswer = undefined;
      }
      if (!silent) client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    /** Resolves when the client has reached the step. */
    arm: (wire: Wire): Promise<void> =>
      new Promise((resolve) => {
        armed = { wire, matches: 0, trip: resolve };
      }),
    /** From the next request with `text` on, its connection looks alive and says nothing any more. */
    silence(text: RegExp): void {
      mute = text;
    },
    /** All connections break, and none is made for so long. */
    async cut(ms: number): Promise<void> {
      isCut = true;
      for (const socket of sockets) socket.destroy();
      await wait(ms);
      isCut = false;
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
export type Tripwire = Awaited<ReturnType<typeof startTripwire>>;

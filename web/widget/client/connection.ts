import type { ServerFrame } from '../../../src/contract/socket-frames.ts';
import { growingWait } from './waits.ts';

const pingMs = 20_000;
const pongLimitMs = 10_000;
const firstWaitMs = 500;
const longestWaitMs = 15_000;

export type Connection = { stop(): void; wake(): void };

/**
 * Keeps a socket open: resumes by `seq`, pings (a half-open socket still sends), and comes back with growing, scattered
 * waits; at once when the page is shown again or the device is online again.
 */
export const keepConnected = (options: {
  url: string;
  /** A token that is good now; may renew it. */
  token: () => Promise<string>;
  after: () => number;
  onFrame: (frame: ServerFrame) => void;
  onConnected: (connected: boolean) => void;
}): Connection => {
  let socket: WebSocket | undefined;
  let stopped = false;
  let failures = 0;
  let retry: number | undefined;
  let ping: number | undefined;
  let pong: number | undefined;

  const lost = () => {
    clearInterval(ping);
    clearTimeout(pong);
    socket = undefined;
    options.onConnected(false);
    if (stopped) return;
    clearTimeout(retry);
    retry = window.setTimeout(connect, growingWait(failures++, firstWaitMs, longestWaitMs));
  };

  const checkPulse = () => {
    socket?.send('{"type":"ping"}');
    clearTimeout(pong);
    const asked = socket;
    pong = window.setTimeout(() => {
      if (socket !== asked) return;
      // A closing handshake with a peer that is gone takes a minute: go on without it.
      if (asked) asked.onclose = null;
      asked?.close();
      lost();
    }, pongLimitMs);
  };

  const connect = async () => {
    if (socket || stopped) return;
    clearTimeout(retry);
    const fresh = new WebSocket(options.url);
    socket = fresh;
    fresh.onclose = () => {
      if (socket === fresh) lost();
    };
    fresh.onopen = async () => {
      try {
        fresh.send(JSON.stringify({ type: 'hello', token: await options.token(), after: options.after() }));
      } catch {
        fresh.close();
      }
    };
    fresh.onmessage = (event) => {
      const frame = JSON.parse(String(event.data)) as ServerFrame;
      if (frame.type === 'pong') return clearTimeout(pong);
      if (frame.type === 'state') {
        failures = 0;
        options.onConnected(true);
      }
      options.onFrame(frame);
    };
    clearInterval(ping);
    ping = window.setInterval(() => socket?.readyState === WebSocket.OPEN && checkPulse(), pingMs);
  };

  const wake = () => {
    if (document.visibilityState === 'hidden') return;
    if (socket?.readyState === WebSocket.OPEN) checkPulse();
    else if (!socket) {
      failures = 0;
      void connect();
    }
  };
  const events = [
    [document, 'visibilitychange'],
    [window, 'online'],
    [window, 'pageshow'],
  ] as const;
  for (const [target, name] of events) target.addEventListener(name, wake);
  void connect();
  return {
    wake,
    stop() {
      stopped = true;
      for (const timer of [retry, ping, pong]) clearTimeout(timer);
      for (const [target, name] of events) target.removeEventListener(name, wake);
      const last = socket;
      socket = undefined;
      last?.close();
    },
  };
};

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Gauge } from 'prom-client';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { type ClientFrame, closeCodes } from '../contract/socket-frames.ts';
import type { StateDeps } from '../conversations/state-reader.ts';
import type { Db } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import type { Hub } from './hub.ts';
import type { createPresence } from './presence.ts';
import { createTally } from './tally.ts';
import { WidgetSocket } from './widget-socket.ts';

export const socketPath = '/v1/widget/socket';
const largestFrameBytes = 64 * 1024;
const helloLimitMs = 5000;
const heartbeatMs = 30_000;
/** A customer has a few tabs; an office behind one address has many customers. */
const mostPerConversation = 20;
const mostPerAddress = 500;
/** A client says hello once and pings every 20 s, and when its page is shown again. */
const mostFrames = { count: 30, ms: 10_000 };
/** Who is refused has this long to take it in. */
const farewellMs = 500;

const clientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), token: z.string().max(2000), after: z.int().min(0) }),
  z.strictObject({ type: z.literal('ping') }),
]) satisfies z.ZodType<ClientFrame>;

const sockets = new Gauge({ name: 'handoff_sockets', help: 'Open sockets of customers on this node' });

export type SocketServer = { stop(): Promise<void> };

/** Serves the widget's sockets: no compression, small frames, origin checked at the upgrade, token in the first frame. */
export const serveSockets = (options: {
  server: Server;
  db: Db;
  mailer: StateDeps['mailer'];
  log: Logger;
  hub: Hub;
  presence: ReturnType<typeof createPresence>;
  origins: {
    isAllowed: (asker: IncomingMessage) => Promise<boolean>;
    isAllowedBy: (workspaceId: string, asker: IncomingMessage) => Promise<boolean>;
  };
  /** The conversation that a token opens; undefined for a wrong or expired one. */
  conversationOf: (
    token: string,
  ) => Promise<{ conversationId: string; workspaceId: string; expiresAt: number } | undefined>;
  /** By which the sockets of one client are counted. */
  addressOf: (request: IncomingMessage) => string;
  mostSockets?: number;
}): SocketServer => {
  const { hub, log, presence } = options;
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: largestFrameBytes });
  const alive = new WeakSet<WebSocket>();
  const perConversation = createTally();
  const perAddress = createTally();

  const refuse = (socket: Duplex, status: string) => {
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    // After an upgrade none of the HTTP server's own time limits holds any more.
    setTimeout(() => socket.destroy(), farewellMs).unref();
  };

  options.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?')[0] !== socketPath) return refuse(socket, '404 Not Found');
    if (server.clients.size >= (options.mostSockets ?? 15_000)) return refuse(socket, '503 Service Unavailable');
    if (perAddress.of(options.addressOf(request)) >= mostPerAddress) return refuse(socket, '429 Too Many Requests');
    options.origins.isAllowed(request).then(
      (allowed) => {
        if (!allowed) return refuse(socket, '403 Forbidden');
        server.handleUpgrade(request, socket, head, (ws) => accept(ws, request));
      },
      (error: unknown) => {
        log.warn({ err: error }, 'An upgrade could not be checked');
        refuse(socket, '503 Service Unavailable');
      },
    );
  });

  const accept = (ws: WebSocket, request: IncomingMessage) => {
    sockets.set(server.clients.size);
    ws.once('close', perAddress.add(options.addressOf(request)));
    alive.add(ws);
    ws.on('pong', () => alive.add(ws));
    let greeted = false;
    const late = setTimeout(() => ws.close(closeCodes.unauthorized, 'no hello'), helloLimitMs);

    const hello = async (token: string, after: number) => {
      const found = await options.conversationOf(token);
      if (!found) return reject(closeCodes.unauthorized, 'token_expired', 'Renew the token and connect again.');
      if (!(await options.origins.isAllowedBy(found.workspaceId, request)))
        return reject(closeCodes.unauthorized, 'origin_not_allowed', 'This web origin may not show this widget.');
      if (ws.readyState !== ws.OPEN) return;
      const { conversationId } = found;
      if (perConversation.of(conversationId) >= mostPerConversation)
        return reject(closeCodes.tooMany, 'too_many_sockets', 'This conversation is open in too many places.');
      const expiry = setTimeout(
        () => reject(closeCodes.unauthorized, 'token_expired', 'Renew the token and connect again.'),
        found.expiresAt - Date.now(),
      );
      const reader = new WidgetSocket(ws, conversationId, after, options, log);
      const detach = hub.attach(reader);
      const leave = perConversation.add(conversationId);
      ws.once('close', () => {
        clearTimeout(expiry);
        detach();
        leave();
        if (perConversation.of(conversationId) === 0) void presence.went(conversationId);
      });
      reader.refresh();
      await presence.came(conversationId);
    };
    const reject = (code: number, name: string, message: string) => {
      ws.send(JSON.stringify({ type: 'error', code: name, message }));
      ws.close(code, name);
    };

    let frames = 0;
    let since = Date.now();
    ws.on('message', (data: RawData, isBinary) => {
      const now = Date.now();
      if (now - since > mostFrames.ms) {
        since = now;
        frames = 0;
      }
      if (++frames > mostFrames.count) {
        ws.removeAllListeners('message');
        ws.close(closeCodes.tooMany, 'too many frames');
        ws.pause();
        setTimeout(() => ws.terminate(), farewellMs).unref();
        return;
      }
      const frame = isBinary ? undefined : parse(data);
      if (!frame) return reject(closeCodes.badFrame, 'bad_frame', 'Frames are JSON objects of type hello or ping.');
      if (frame.type === 'ping') {
        if (ws.bufferedAmount < largestFrameBytes) ws.send('{"type":"pong"}');
        return;
      }
      if (greeted) return reject(closeCodes.badFrame, 'bad_frame', 'A socket says hello once.');
      greeted = true;
      clearTimeout(late);
      hello(frame.token, frame.after).catch((error: unknown) => {
        log.warn({ err: error }, 'A socket could not be opened');
        ws.close(1013, 'unavailable');
      });
    });
    ws.on('error', () => ws.terminate());
    ws.on('close', () => {
      clearTimeout(late);
      sockets.set(server.clients.size);
    });
  };

  const heartbeat = setInterval(() => {
    for (const ws of server.clients) {
      if (!alive.delete(ws)) ws.terminate();
      else ws.ping();
    }
  }, heartbeatMs);

  return {
    async stop() {
      clearInterval(heartbeat);
      for (const ws of server.clients) ws.close(closeCodes.goingAway, 'going away');
      setTimeout(() => {
        for (const ws of server.clients) ws.terminate();
      }, 500).unref();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

const parse = (data: RawData) => {
  try {
    const parsed = clientFrame.safeParse(JSON.parse(data.toString()));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};

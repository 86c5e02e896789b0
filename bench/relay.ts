import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { parseEvents } from '../src/channels/slack/slack-event.ts';
import { verifySignature } from '../src/channels/slack/verify-signature.ts';

/**
 * What one would write without durability: verify, project, push a frame from memory. The floor that our way is held
 * against; a program of its own, as the API is.
 */
const sockets = new Map<string, (frame: string) => void>();
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  verifySignature(process.env.SLACK_SIGNING_SECRET ?? '', { headers: request.headers, body }, Date.now());
  const inbound = parseEvents(body);
  if (inbound.is === 'events')
    for (const event of inbound.events)
      sockets.get(event.threadRef)?.(JSON.stringify({ type: 'entries', entries: [event] }));
  response.end();
});
const upgrades = new WebSocketServer({ server, perMessageDeflate: false });
upgrades.on('connection', (socket) => {
  socket.once('message', (threadRef) => sockets.set(threadRef.toString(), (frame) => socket.send(frame)));
});
server.listen(0, '127.0.0.1', () => process.send?.({ ready: true, port: (server.address() as AddressInfo).port }));

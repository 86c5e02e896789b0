import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type WebhookCall = { headers: Record<string, string>; body: string; answered: number };

/** A CRM that takes webhooks, or answers with the statuses that it was told to, in turn. */
export const startReceiver = async () => {
  const calls: WebhookCall[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answered = answers.shift() ?? 200;
    calls.push({ headers: request.headers as Record<string, string>, body, answered });
    response.writeHead(answered).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    calls,
    answers,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

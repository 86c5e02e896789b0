import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { listPage, mailPage, policy } from './mail-page.ts';
import { createMailStore } from './mail-store.ts';

const largestBytes = 5 * 1024 * 1024;

/** Takes mails by SMTP and shows them on a page and as JSON under /mails. Nothing is passed on. Loopback only. */
export const startMailSandbox = async (options: {
  /** Mails are kept here over restarts. */
  dataFile: string;
  smtpPort?: number;
  pagePort?: number;
}) => {
  const store = createMailStore(options.dataFile);
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: largestBytes,
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      readAll(stream).then(
        (raw) => {
          store.add({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw: raw.toString('base64'),
          });
          callback();
        },
        (error: Error) => callback(error),
      );
    },
  });
  smtp.on('error', () => undefined);
  smtp.listen(options.smtpPort ?? 0, '127.0.0.1');
  await once(smtp.server, 'listening');

  const pages = createServer(async (request, response) => {
    const [, id] = /^\/mails\/(\d+)$/.exec(request.url ?? '') ?? [];
    const mail = id ? await store.find(Number(id)) : undefined;
    const json = request.url === '/mails';
    const body = json
      ? JSON.stringify({ mails: await store.all() })
      : mail
        ? mailPage(mail)
        : request.url === '/' && listPage(await store.all());
    response.writeHead(body ? 200 : 404, {
      'Content-Type': json ? 'application/json' : 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(body || 'There is nothing at this address.');
  });
  pages.listen(options.pagePort ?? 0, '127.0.0.1');
  await once(pages, 'listening');

  return {
    smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    url: `http://127.0.0.1:${(pages.address() as AddressInfo).port}`,
    store,
    async stop() {
      pages.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => pages.close(() => resolve())),
        new Promise<void>((resolve) => smtp.close(() => resolve())),
      ]);
    },
  };
};

const readAll = async (stream: SMTPServerDataStream): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw Object.assign(new Error('This mail is too large.'), { responseCode: 552 });
  return Buffer.concat(chunks);
};

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createMailer, type Mail } from '../../src/mail/mailer.ts';

const mail: Mail = {
  fromName: 'Shop',
  to: 'ann@example.com',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
  messageId: 'one@shop.example',
  references: [],
  writtenByPerson: true,
};

/** A server that is never silent for long and never comes to an end; its next connection. */
const startEndless = async () => {
  const server = createServer((socket) => {
    const timer = setInterval(() => socket.write('220-one moment\r\n'), 20);
    socket.on('error', () => undefined).on('close', () => clearInterval(timer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, connected: once(server, 'connection') as Promise<[Socket]> };
};

test('a mail server that never comes to an end is left when the time is over', async () => {
  const { url, connected } = await startEndless();
  const mailer = createMailer({ url, from: 'help@shop.example' }, 500);
  const closed = connected.then(([socket]) => once(socket, 'close'));
  await expect(mailer.send(mail, new AbortController().signal)).rejects.toMatchObject({ is: 'passing' });
  await closed;
});

test('a mail that is called off is left at once', async () => {
  const { url, connected } = await startEndless();
  const mailer = createMailer({ url, from: 'help@shop.example' });
  const off = new AbortController();
  const sent = mailer.send(mail, off.signal);
  const [socket] = await connected;
  const closed = once(socket, 'close');
  off.abort();
  await expect(sent).rejects.toMatchObject({ is: 'passing' });
  await closed;
});

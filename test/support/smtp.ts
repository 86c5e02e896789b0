import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { until } from './until.ts';

/** How the server meets its next mails: it takes them; answers so to the recipient; or takes them and never says so. */
export type SmtpMood = 'takes' | 'mute' | number;
export type TakenMail = Email & { recipient: string; header(name: string): string | undefined };

/** A real SMTP server that keeps what it was given. `port`: of one that was stopped, to come back in its place. */
export const startSmtp = async (port = 0) => {
  const taken: TakenMail[] = [];
  let mood: SmtpMood = 'takes';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    closeTimeout: 100,
    onRcptTo(_address, _session, callback) {
      callback(typeof mood === 'number' ? Object.assign(new Error('Not now'), { responseCode: mood }) : null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      const silent = mood === 'mute';
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const mail = await PostalMime.parse(Buffer.concat(chunks));
        const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
        taken.push({ ...mail, recipient: session.envelope.rcptTo[0]?.address ?? '', header });
        if (!silent) callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const { port: used } = server.server.address() as AddressInfo;
  return {
    port: used,
    url: `smtp://127.0.0.1:${used}`,
    taken,
    be(next: SmtpMood): void {
      mood = next;
    },
    to: (address: string, limitMs?: number) =>
      until(`a mail to ${address}`, () => taken.find(({ recipient }) => recipient === address), limitMs),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};

import { appendFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** An SMTP server as a process of its own, to be killed: what it took is in the file before it says so. */
const { SMTP_PORT, MAILS_FILE = '' } = process.env;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', async () => {
      const { messageId } = await PostalMime.parse(Buffer.concat(chunks));
      const to = session.envelope.rcptTo.map(({ address }) => address);
      appendFileSync(MAILS_FILE, `${JSON.stringify({ messageId, to })}\n`);
      callback();
    });
  },
});
server.on('error', () => undefined);
// Whoever started it may be gone without a word.
process.on('disconnect', () => process.exit());
server.listen(Number(SMTP_PORT), '127.0.0.1', () => process.send?.({ ready: true }));

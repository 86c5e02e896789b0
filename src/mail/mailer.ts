import { createTransport } from 'nodemailer';
import { DeliveryFault } from '../delivery/delivery-fault.ts';
import { mailFault } from './mail-fault.ts';

type Mailbox = { name: string; address: string };

/** One mail to one person. Names and subject may hold anything: they can not become headers of their own. */
export type Mail = {
  /** Shown as the sender; the address is the installation's. */
  fromName: string;
  /** The address alone: a name beside it would be anybody's words to anybody. */
  to: string;
  replyTo?: Mailbox;
  subject: string;
  text: string;
  html: string;
  /** Without the brackets; the same for every attempt at one mail. */
  messageId: string;
  /** Mails of the same thread before this one, oldest first. */
  references: string[];
  /** A person wrote it; machines do not answer what was sent by a machine (RFC 3834). */
  writtenByPerson: boolean;
};

export type Mailer = ReturnType<typeof createMailer>;

/** Each step of a mail has this long. */
const stepLimitMs = 10_000;
/** All of a mail has this long: less than the minute of the activities that send. */
const wholeLimitMs = 45_000;

/** Sends by SMTP, a connection each. Without `server` every mail meets a fault that says so. */
export const createMailer = (server: { url: string; from: string } | undefined, limitMs = wholeLimitMs) => {
  const transport =
    server &&
    createTransport({
      url: server.url,
      connectionTimeout: stepLimitMs,
      greetingTimeout: stepLimitMs,
      socketTimeout: stepLimitMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });

  return {
    /** There is a server to send by. */
    ready: server !== undefined,
    /** The Message-ID of what is known here as `id`. */
    messageIdOf: (id: string): string => `${id}@${domainOf(server?.from ?? '')}`,
    /**
     * Within 45 s, and no longer than `signal` lets it. Throws {@link DeliveryFault}. After a lost answer the mail may be
     * there: a receiver knows it by its Message-ID.
     */
    async send(mail: Mail, signal: AbortSignal): Promise<void> {
      if (!transport) throw new DeliveryFault('lasting', 'No mail server is configured: set SMTP_URL and MAIL_FROM.');
      try {
        await transport.sendMail({
          from: { name: oneLine(mail.fromName), address: server.from },
          to: { name: '', address: mail.to },
          ...(mail.replyTo && { replyTo: boxOf(mail.replyTo) }),
          subject: oneLine(mail.subject),
          text: mail.text,
          html: mail.html,
          messageId: `<${mail.messageId}>`,
          ...(mail.references.length > 0 && {
            inReplyTo: `<${mail.references.at(-1)}>`,
            references: mail.references.map((id) => `<${id}>`),
          }),
          signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
          headers: { 'Auto-Submitted': mail.writtenByPerson ? 'no' : 'auto-generated' },
        });
      } catch (error) {
        throw mailFault(error);
      }
    },
  };
};

const longestLine = 200;

/** What people chose, as one line: control characters and turned reading directions are left out. */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longestLine)
    .toWellFormed();

const boxOf = ({ name, address }: Mailbox): Mailbox => ({ name: oneLine(name), address });

const domainOf = (address: string): string => {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : 'localhost';
};

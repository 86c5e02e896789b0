import PostalMime from 'postal-mime';
import { jsonLines } from './json-lines.ts';

export type KeptMail = { id: number; at: string; from: string; to: string[]; raw: string };
export type ReadMail = {
  id: number;
  at: string;
  from: string;
  to: string[];
  subject: string;
  headers: { key: string; value: string }[];
  text: string;
  html: string;
};

/** More than anybody reads in a sandbox; the oldest go first. */
const mostMails = 200;

/** The mails that were sent, kept in a file of JSON lines. */
export const createMailStore = (file: string) => {
  const lines = jsonLines<KeptMail>(file);
  let mails = lines.read().slice(-mostMails);
  lines.replace(mails);

  return {
    add(mail: Omit<KeptMail, 'id' | 'at'>): void {
      const kept = { id: (mails.at(-1)?.id ?? 0) + 1, at: new Date().toISOString(), ...mail };
      mails.push(kept);
      if (mails.length <= mostMails) {
        lines.add(kept);
        return;
      }
      mails = mails.slice(-mostMails);
      lines.replace(mails);
    },
    /** Newest first. */
    all: (): Promise<ReadMail[]> => Promise.all(mails.toReversed().map(read)),
    async find(id: number): Promise<ReadMail | undefined> {
      const found = mails.find((mail) => mail.id === id);
      return found && read(found);
    },
  };
};

const read = async ({ raw, ...mail }: KeptMail): Promise<ReadMail> => {
  const parsed = await PostalMime.parse(Buffer.from(raw, 'base64'));
  return {
    ...mail,
    subject: parsed.subject ?? '',
    headers: parsed.headers.map(({ key, value }) => ({ key, value })),
    text: parsed.text ?? '',
    html: parsed.html ?? '',
  };
};

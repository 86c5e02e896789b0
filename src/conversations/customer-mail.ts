import type { EndReason } from '../contract/handoff.ts';
import { escapeHtml, page, textAsHtml } from '../mail/html.ts';
import type { Mail } from '../mail/mailer.ts';
import type { Unread } from './unread-store.ts';

const nobodyCame =
  'Nobody could answer your question. We are sorry: please come back to the chat, or leave us a message there.';
const afterwards: Partial<Record<EndReason, string>> = {
  no_agent_response: nobodyCame,
  outside_hours: nobodyCame,
  agents_busy: nobodyCame,
  channel_unreachable: nobodyCame,
};

/**
 * What the team said, or that nobody could, as a mail to a customer who asked while it was closed and is not there.
 * `site`: where the chat is, an address that the workspace vouches for. All mails of a handoff are one thread.
 */
export const customerMail = (
  unread: Unread,
  about: { messageId: string; thread: string; site: string | undefined },
): Mail => {
  const { lines, workspaceName: workspace } = unread;
  const { site } = about;
  const said = lines.map(({ agentName, text }) => ({ who: agentName ?? workspace, text }));
  const closing = lines.length === 0 && unread.endReason ? (afterwards[unread.endReason] ?? nobodyCame) : undefined;
  const where = site ? `The conversation is in the chat: ${site}` : 'The conversation is in the chat on our site.';
  const origin = site && new URL(site).origin;
  const asked = `You asked on ${unread.askedAt.toUTCString()}.`;
  return {
    fromName: said.at(-1)?.who ?? workspace,
    to: unread.to,
    subject: `Your question to ${workspace}`,
    text: [
      ...said.flatMap(({ who, text }) => [`${who}:`, text, '']),
      ...(closing ? [closing, ''] : []),
      asked,
      where,
    ].join('\n'),
    html: page(
      [
        ...said.map(({ who, text }) => `<p><b>${escapeHtml(who)}</b><br>${textAsHtml(text, origin)}</p>`),
        ...(closing ? [`<p>${escapeHtml(closing)}</p>`] : []),
        `<p>${escapeHtml(asked)}<br>${textAsHtml(where, origin)}</p>`,
      ].join(''),
    ),
    messageId: about.messageId,
    references: [about.thread],
    writtenByPerson: said.length > 0,
  };
};

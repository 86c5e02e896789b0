import { escapeHtml, page, textAsHtml } from '../mail/html.ts';
import type { Mail } from '../mail/mailer.ts';
import type { ContactRequest } from './contact-request-reader.ts';

export type Answer = { text: string; agentName: string | null };

/** An agent's answer as a mail to the customer. `site`: where the chat is, an address that the workspace vouches for. */
export const answerMail = (
  request: ContactRequest,
  answer: Answer,
  about: { to: string; messageId: string; references: string[]; site?: string },
): Mail => {
  const { workspace_name: workspace, message } = request;
  const wrote = `On ${request.created_at.toUTCString()} you wrote:`;
  const quoted = message.split('\n').map((line) => `> ${line}`);
  const { site } = about;
  const read = site ? `This answer is in the chat as well: ${site}` : 'This answer is in the chat as well.';
  return {
    fromName: answer.agentName ?? workspace,
    to: about.to,
    subject: `Re: Your message to ${workspace}`,
    text: [answer.text, '', wrote, ...quoted, '', '--', workspace, read].join('\n'),
    html: page(
      `<p>${textAsHtml(answer.text, site && new URL(site).origin)}</p><p>${escapeHtml(wrote)}</p><blockquote>${textAsHtml(message)}</blockquote><p>${escapeHtml(workspace)}<br>${textAsHtml(read, site && new URL(site).origin)}</p>`,
    ),
    messageId: about.messageId,
    references: about.references,
    writtenByPerson: true,
  };
};

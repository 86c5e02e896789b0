import { escapeHtml, page, textAsHtml } from '../mail/html.ts';
import type { Mail } from '../mail/mailer.ts';
import type { ContactRequest } from './contact-request-reader.ts';
import { reasonWords } from './reason-words.ts';

/**
 * The mail by which the team gets a contact request. An answer to it goes to the customer. It has no links: mail
 * programs may make some of what the customer typed.
 */
export const teamMail = (request: ContactRequest, to: string, messageId: string): Mail => {
  const { name, email } = request;
  const facts: [label: string, value: string][] = [
    ['Name', name ?? ''],
    ['E-mail', email ?? ''],
    ...request.extra.map(({ label, value }): [string, string] => [label, value]),
    ['Why', reasonWords(request.reason)],
    ['Page', [request.page_title, request.page_url].filter(Boolean).join(' - ')],
    ['Sent', request.created_at.toUTCString()],
    ['Agreed to', request.consent ? `${request.consent.text} (${request.consent.at})` : ''],
  ];
  const given = facts.filter(([, value]) => value !== '');
  const hint = email
    ? 'Answer this mail to write to the customer.'
    : 'The customer left no e-mail address and can be answered in the chat only.';
  return {
    fromName: request.workspace_name,
    to,
    ...(email && { replyTo: { name: name ?? '', address: email } }),
    subject: `Message from ${name ?? email ?? 'a customer'}`,
    text: [request.message, '', '--', ...given.map(([label, value]) => `${label}: ${value}`), '', hint].join('\n'),
    html: page(
      `<p>${textAsHtml(request.message)}</p><hr><table>${given
        .map(([label, value]) => `<tr><th align="left">${escapeHtml(label)}</th><td>${textAsHtml(value)}</td></tr>`)
        .join('')}</table><p>${hint}</p>`,
    ),
    messageId,
    references: [],
    writtenByPerson: false,
  };
};

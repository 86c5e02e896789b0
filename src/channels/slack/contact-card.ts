import type { ContactCard } from '../agent-channel.ts';
import {
  type Block,
  button,
  capital,
  context,
  facts,
  fields,
  header,
  limits,
  type Message,
  mention,
  said,
  shortened,
  slackDate,
} from './blocks.ts';
import { escapeName } from './escape.ts';
import { actionIds } from './slack-interaction.ts';

/** The card of a contact request in its present state. */
export const contactCard = (card: ContactCard): Message => {
  const who = escapeName(card.name ?? card.email ?? '', 'A customer');
  const extra = card.extra.map(({ label, value }): [string, string] => [shortened(label, 100), value]);
  const message = shortened(card.message, limits.post - lengthOf(extra));
  return {
    text: `Message from ${who}`,
    blocks: [
      header('Customer left a message'),
      fields([
        ['Customer', who],
        ['Sent at', slackDate(card.sentAt)],
      ]),
      ...facts([
        ['E-mail', card.email],
        ['Page', [card.pageTitle, card.pageUrl].filter(Boolean).join(' - ')],
        ['Why', capital(card.reason)],
        ...extra,
      ]),
      ...said(message),
      ...(message === card.message ? [] : [context('… The rest of this message is in the list of contact requests.')]),
      ...card.undelivered.map((target) => context(`:warning: ${undelivered[target]}`)),
      ...actionsOf(card),
      ...(card.email ? [mailLink(card.email)] : []),
      context(handledBy(card) ?? replyHint(card)),
    ],
  };
};

/** An address is at most 254 bytes long, three characters each. */
const longestUrl = 770;

/** With what Slack counts beside the words. */
const lengthOf = (pairs: [string, string][]): number =>
  pairs.reduce((sum, [label, value]) => sum + label.length + Math.min(value.length, limits.field) + 120, 0);

const undelivered: Record<ContactCard['undelivered'][number], string> = {
  email: 'This message could not be mailed to everybody who gets it by e-mail.',
  webhook: 'The webhook did not take this message.',
};

const replyHint = ({ email }: ContactCard): string =>
  email
    ? 'A reply in the thread goes to the customer by e-mail, and to the chat.'
    : 'The customer left no e-mail address. A reply in the thread is shown to them in the chat.';

const handledBy = ({ handled }: ContactCard): string | undefined => {
  if (!handled) return undefined;
  const who = handled.byExternalId ? ` by ${mention(handled.byExternalId)}` : '';
  return `:white_check_mark: Handled${who}, ${slackDate(handled.at)}`;
};

const mailto = (address: string): string =>
  `mailto:${encodeURIComponent(address.toWellFormed()).replace('%40', '@').slice(0, longestUrl)}`;

const actionsOf = ({ contactRequestId, handled }: ContactCard): Block[] =>
  handled ? [] : [{ type: 'actions', elements: [button('Mark handled', actionIds.handled, contactRequestId)] }];

/** Opens the agent's own mail program. A link, since Slack does not say that a button may lead to an address. */
const mailLink = (address: string): Block => context(`<${mailto(address)}|Reply by e-mail>`);

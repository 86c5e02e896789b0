import type { Button } from '@slack/types';
import type { EndReason } from '../../contract/handoff.ts';
import type { ContactCard, HandoffCard } from '../agent-channel.ts';
import { type Block, context, facts, fields, header, type Message, mention, said, slackDate } from './blocks.ts';
import { escapeName } from './escape.ts';
import { actionIds } from './slack-interaction.ts';

const endLines: Record<EndReason, string> = {
  agent_ended: 'Ended by an agent',
  customer_ended: 'Ended by the customer',
  customer_left: 'The customer left',
  inactivity: 'Ended because nobody wrote for a while',
  no_agent_response: 'Nobody answered in time',
  outside_hours: 'Outside business hours',
  agents_busy: 'All agents were busy',
  channel_unreachable: 'This channel could not be reached',
  disconnected: 'The session was cut off by a fault',
  cancelled_by_operator: 'Ended by an operator',
};

const headings: Record<HandoffCard['state']['is'], string> = {
  waiting: 'Customer asks for a person',
  active: 'Customer is with a person',
  ended: 'Session ended',
};

const button = (text: string, actionId: string, value: string): Button => ({
  type: 'button',
  text: { type: 'plain_text', text },
  action_id: actionId,
  value,
});

const endButton = (handoffId: string): Button => ({
  ...button('End session', actionIds.end, handoffId),
  style: 'danger',
  confirm: {
    title: { type: 'plain_text', text: 'End this session?' },
    text: { type: 'plain_text', text: 'The customer goes back to the assistant.' },
    confirm: { type: 'plain_text', text: 'End session' },
    deny: { type: 'plain_text', text: 'Not yet' },
    style: 'danger',
  },
});

/** The notification card of a handoff in its present state. */
export const handoffCard = (card: HandoffCard): Message => {
  const who = escapeName(card.customerName ?? card.customerEmail ?? '', 'A customer');
  const heading = headings[card.state.is];
  return {
    text: `${heading}: ${who}`,
    blocks: [
      header(heading),
      fields([
        ['Customer', who],
        [card.state.is === 'waiting' ? 'Waiting since' : 'Asked at', slackDate(card.requestedAt)],
      ]),
      ...facts([
        ['E-mail', card.customerEmail],
        ['Page', [card.pageTitle, card.pageUrl].filter(Boolean).join(' - ')],
        ['Reason', card.reason],
      ]),
      ...stateBlocks(card),
    ],
  };
};

const stateBlocks = ({ state, handoffId }: HandoffCard): Block[] => {
  if (state.is === 'waiting') {
    const claim: Button = { ...button('Claim', actionIds.claim, handoffId), style: 'primary' };
    return [
      { type: 'actions', elements: [claim, endButton(handoffId)] },
      context('Reply in the thread to talk with the customer.'),
    ];
  }
  if (state.is === 'active') {
    return [
      context(`:speech_balloon: ${mention(state.agentExternalId)} since ${slackDate(state.since)}`),
      { type: 'actions', elements: [endButton(handoffId)] },
    ];
  }
  const agent = state.agentExternalId ? `, with ${mention(state.agentExternalId)}` : '';
  const missed = state.undelivered === 1 ? '1 message' : `${state.undelivered} messages`;
  return [
    context(`:checkered_flag: ${endLines[state.reason]}, ${slackDate(state.at)}${agent}`),
    ...(state.undelivered > 0 ? [context(`:warning: ${missed} of the customer crossed the end of the session.`)] : []),
  ];
};

/** The card of a contact request. */
export const contactCard = (card: ContactCard): Message => {
  const who = escapeName(card.name, 'A customer');
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
        ['Why', card.reason.replaceAll('_', ' ')],
      ]),
      ...said(card.message),
    ],
  };
};

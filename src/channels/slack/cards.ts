import type { Button } from '@slack/types';
import { endWords } from '../../handoffs/end-words.ts';
import type { HandoffCard } from '../agent-channel.ts';
import {
  type Block,
  button,
  capital,
  context,
  facts,
  fields,
  header,
  type Message,
  mention,
  slackDate,
} from './blocks.ts';
import { escapeName } from './escape.ts';
import { actionIds } from './slack-interaction.ts';

const headings: Record<HandoffCard['state']['is'], string> = {
  waiting: 'Customer asks for a person',
  active: 'Customer is with a person',
  ended: 'Session ended',
};

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
        [
          card.state.is === 'waiting' && !card.askedWhileClosed ? 'Waiting since' : 'Asked at',
          slackDate(card.requestedAt),
        ],
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

const stateBlocks = ({ state, handoffId, askedWhileClosed }: HandoffCard): Block[] => {
  if (state.is === 'waiting') {
    const claim: Button = { ...button('Claim', actionIds.claim, handoffId), style: 'primary' };
    return [
      { type: 'actions', elements: [claim, endButton(handoffId)] },
      ...(askedWhileClosed
        ? [context('Asked while you were closed: they may not be here now, and read your reply when they are back.')]
        : []),
      context('Reply in the thread to talk with the customer.'),
    ];
  }
  if (state.is === 'active') {
    return [
      context(`:speech_balloon: ${mention(state.agentExternalId)} since ${slackDate(state.since)}`),
      { type: 'actions', elements: [endButton(handoffId)] },
    ];
  }
  const who = state.reason === 'agent_ended' && state.endedByExternalId ? mention(state.endedByExternalId) : undefined;
  const end = who ? `Ended by ${who}` : capital(endWords[state.reason]);
  const agent = state.agentExternalId && !who ? `, with ${mention(state.agentExternalId)}` : '';
  const missed = state.undelivered === 1 ? '1 message' : `${state.undelivered} messages`;
  return [
    context(`:checkered_flag: ${end}, ${slackDate(state.at)}${agent}`),
    ...(state.undelivered > 0 ? [context(`:warning: ${missed} of the customer crossed the end of the session.`)] : []),
  ];
};

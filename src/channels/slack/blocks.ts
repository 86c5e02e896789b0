import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { EndReason } from '../../contract/handoff.ts';
import type { ContactCard, HandoffCard, ThreadPost, TranscriptLine } from '../agent-channel.ts';
import { actionIds } from './slack-interaction.ts';
import { escapeName, escapeText } from './text.ts';

/** Slack splits or doubles what is longer (slack notes: text 4,000, section 3,000, blocks about 13,200 in total). */
const longest = { fallback: 3500, element: 2900, post: 10_000 } as const;

export type Message = { text: string; blocks: (KnownBlock | RichTextBlock)[] };

const endLines: Record<EndReason, string> = {
  agent_ended: 'Ended by the agent',
  customer_ended: 'Ended by the customer',
  customer_left: 'The customer left',
  inactivity: 'Ended for inactivity',
  no_agent_response: 'Nobody answered in time',
  outside_hours: 'Outside business hours',
  agents_busy: 'All agents were busy',
  channel_unreachable: 'This channel could not be reached',
  disconnected: 'The session was cut off by a fault',
  cancelled_by_operator: 'Ended by an operator',
};

const slackDate = (at: Date): string =>
  `<!date^${Math.floor(at.getTime() / 1000)}^{time}|${at.toISOString().slice(11, 16)} UTC>`;

/** Customers' words: rich text elements are not parsed, so nothing in them pings, links or formats. */
const quoted = (text: string, speaker?: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [
        ...(speaker ? [{ type: 'text' as const, text: `${speaker}: `, style: { bold: true } }] : []),
        ...(text.match(/[\s\S]{1,2900}/gu) ?? [' ']).map((part) => ({ type: 'text' as const, text: part })),
      ],
    },
  ],
});

const field = (label: string, value: string) => ({
  type: 'mrkdwn' as const,
  text: `*${label}*\n${value}`.slice(0, 2000),
});

const button = (text: string, actionId: string, value: string) => ({
  type: 'button' as const,
  text: { type: 'plain_text' as const, text },
  action_id: actionId,
  value,
});

/** The notification card in its present state. */
export const handoffCard = (card: HandoffCard): Message => {
  const who = escapeName(card.customerName ?? card.customerEmail ?? 'A customer');
  const { state } = card;
  const head = { waiting: 'is waiting for a person', active: 'is with a person', ended: 'was here' }[state.is];
  const fields = [
    field('Customer', who),
    ...(card.customerEmail ? [field('E-mail', escapeName(card.customerEmail))] : []),
    ...(card.pageUrl
      ? [field('Page', escapeText((card.pageTitle ? `${card.pageTitle} - ` : '') + card.pageUrl).slice(0, 500))]
      : []),
    ...(card.reason ? [field('Reason', escapeText(card.reason).slice(0, 500))] : []),
    field('Asked at', slackDate(card.requestedAt)),
  ];
  const end = {
    ...button('End session', actionIds.end, card.handoffId),
    style: 'danger' as const,
    confirm: {
      title: { type: 'plain_text' as const, text: 'End this session?' },
      text: { type: 'plain_text' as const, text: 'The customer goes back to the assistant.' },
      confirm: { type: 'plain_text' as const, text: 'End session' },
      deny: { type: 'plain_text' as const, text: 'Not yet' },
    },
  };
  const blocks: KnownBlock[] = [
    { type: 'section', text: { type: 'mrkdwn', text: `*${who}* ${head}` } },
    { type: 'section', fields },
  ];
  if (state.is === 'waiting') {
    blocks.push({
      type: 'actions',
      elements: [{ ...button('Claim', actionIds.claim, card.handoffId), style: 'primary' }, end],
    });
    blocks.push({
      type: 'context',
      elements: [{ type: 'mrkdwn', text: 'Reply in the thread to talk with the customer.' }],
    });
  } else if (state.is === 'active') {
    blocks.push({
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: `:speech_balloon: <@${state.agentExternalId}> since ${slackDate(state.since)}` },
      ],
    });
    blocks.push({ type: 'actions', elements: [end] });
  } else {
    const missed = state.undelivered > 0 ? ` - ${state.undelivered} message(s) came too late for this thread` : '';
    const agent = state.agentExternalId ? ` - agent <@${state.agentExternalId}>` : '';
    blocks.push({
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: `:checkered_flag: ${endLines[state.reason]} at ${slackDate(state.at)}${agent}${missed}`,
        },
      ],
    });
  }
  return { text: `${who} ${head}`, blocks };
};

/** A contact request's card. */
export const contactCard = (card: ContactCard): Message => ({
  text: `Message from ${escapeName(card.name)}`,
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: `:envelope: *${escapeName(card.name)}* left a message` } },
    {
      type: 'section',
      fields: [
        field('E-mail', escapeName(card.email)),
        field('Why', card.reason.replaceAll('_', ' ')),
        field('Sent at', slackDate(card.sentAt)),
      ],
    },
    quoted(card.message.slice(0, longest.post)),
  ],
});

const speakerOf = (line: TranscriptLine): string =>
  escapeName(
    line.name ?? { customer: 'Customer', assistant: 'Assistant', agent: 'Agent', system: 'System' }[line.from],
  );

/** A post in a thread. */
export const threadPost = (post: ThreadPost): Message => {
  if (post.kind === 'notice') {
    const text = escapeText(post.text).slice(0, longest.element);
    return { text, blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text }] }] };
  }
  if (post.kind === 'messages') {
    const text = post.lines.map((line) => line.text).join('\n');
    const speaker = escapeName(post.customerName ?? 'Customer');
    return {
      text: escapeText(text).slice(0, longest.fallback),
      blocks: post.lines.map((line) => quoted(line.text, speaker)),
    };
  }
  const lines = newestThatFit(
    post.lines.map((line) => `${speakerOf(line)}: ${line.text}`),
    8000,
  );
  const left = post.lines.length - lines.length;
  const head = `Conversation so far${left > 0 ? ` (${left} earlier turns left out)` : ''}`;
  return {
    text: head,
    blocks: [
      { type: 'context', elements: [{ type: 'mrkdwn', text: `*${head}*` }] },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_quote',
            elements: lines.map((line) => ({ type: 'text' as const, text: `${line.slice(0, longest.element)}\n` })),
          },
        ],
      },
    ],
  };
};

const newestThatFit = (lines: string[], characters: number): string[] => {
  let room = characters;
  const from = lines.findLastIndex((line) => {
    room -= Math.min(line.length, longest.element);
    return room < 0;
  });
  return lines.slice(from + 1);
};

import type { Button, KnownBlock, RichTextBlock, RichTextQuote, RichTextSection } from '@slack/types';
import { escapeWithin, showable } from './escape.ts';
import { isUserId } from './user-id.ts';

/** What is sent: `text` is for notifications and screen readers, `blocks` for the eye. */
export type Message = { text: string; blocks: Block[] };
export type Block = KnownBlock | RichTextBlock;

/**
 * Slack splits or doubles what is longer (observed: text above 4,000, a section above 3,000, blocks above about 13,200
 * in total), so these stay below. In UTF-16 code units, after escaping.
 */
export const limits = { fallback: 3500, block: 2900, post: 10_000, field: 500 } as const;

export const header = (text: string): Block => ({ type: 'header', text: { type: 'plain_text', text } });

export const button = (text: string, actionId: string, value: string): Button => ({
  type: 'button',
  text: { type: 'plain_text', text },
  action_id: actionId,
  value,
});

/** mrkdwn whose outside parts are already escaped. `verbatim`: Slack makes no links of what looks like one. */
export const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true });

export const context = (text: string): Block => ({ type: 'context', elements: [mrkdwn(text)] });

export const fields = (pairs: [label: string, value: string][]): Block => ({
  type: 'section',
  fields: pairs.map(([label, value]) => mrkdwn(`*${label}*\n${value}`)),
});

/** Customers' words are rich text elements: Slack parses nothing in them, so nothing pings, links or formats. */
export const words = (text: string, bold = false) => ({
  type: 'text' as const,
  text: showable(text) || ' ',
  ...(bold && { style: { bold } }),
});

const section = (elements: RichTextSection['elements']): Block => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});

export const quote = (elements: RichTextQuote['elements']): Block => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements }],
});

/** Labelled outside texts, a line each, each at most `limits.field` long. */
export const facts = (pairs: [label: string, value: string | undefined][]): Block[] => {
  const known = pairs.filter((pair): pair is [string, string] => Boolean(pair[1]));
  const lines = known.flatMap(([label, value], i) => [
    words(`${label}: `, true),
    words(shortened(value, limits.field) + (i < known.length - 1 ? '\n' : '')),
  ]);
  return lines.length > 0 ? [section(lines)] : [];
};

/** What one speaker said, in as many blocks as it takes. */
export const said = (text: string, speaker?: string): Block[] =>
  splitText(showable(text), limits.block - 100).map((part, i) =>
    section([...(speaker && i === 0 ? [words(`${speaker}: `, true)] : []), words(part)]),
  );

export const shortened = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;

export const fallback = (text: string): string => escapeWithin(text, limits.fallback);

export const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

/** In the reader's own time zone. */
export const slackDate = (at: Date): string => {
  const [day, time] = at.toISOString().split('T');
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${day} ${time?.slice(0, 5)} UTC>`;
};

/** Mentions the agent. */
export const mention = (user: string): string => (isUserId(user) ? `<@${user}>` : 'an agent');

const wordBreakWithin = 300;

/** Parts of at most `limit` code units that make the text when joined; cut between words when one ends near. */
export const splitText = (text: string, limit: number): string[] => {
  const parts: string[] = [];
  let from = 0;
  while (text.length - from > limit) {
    const window = text.slice(from, from + limit);
    const gap = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' ')) + 1;
    const half = /[\ud800-\udbff]$/.test(window) ? 1 : 0;
    const length = gap > 0 && gap > limit - wordBreakWithin ? gap : limit - half;
    parts.push(text.slice(from, from + length));
    from += length;
  }
  return [...parts, text.slice(from)];
};

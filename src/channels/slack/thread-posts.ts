import type { ThreadPost, TranscriptLine } from '../agent-channel.ts';
import { type Block, context, fallback, limits, type Message, quote, said, shortened, words } from './blocks.ts';
import { escapeWithin, showable } from './escape.ts';

/** A post in a thread as one message of Slack. `messages` takes up to 40 lines of 10,000 characters in all. */
export const threadPost = (post: ThreadPost): Message => {
  if (post.kind === 'notice') {
    const text = escapeWithin(post.text, limits.block);
    return { text, blocks: [context(text)] };
  }
  if (post.kind === 'messages') {
    const speaker = nameOf(post.customerName, 'Customer');
    return {
      text: fallback(`${speaker}: ${post.lines.map((line) => line.text).join('\n')}`),
      blocks: post.lines.flatMap((line) => said(line.text, speaker)),
    };
  }
  return history(post.lines);
};

const speakers: Record<TranscriptLine['from'], string> = {
  customer: 'Customer',
  assistant: 'Assistant',
  agent: 'Agent',
  system: 'System',
};

/** One line, and short: rich text needs no escaping. */
const nameOf = (name: string | undefined, otherwise: string): string =>
  shortened(
    showable(name ?? '')
      .replace(/[\s\u202a-\u202e\u2066-\u2069]+/g, ' ')
      .trim() || otherwise,
    80,
  );

type Turn = { speaker: string; text: string; length: number };

/** Room for the head, and for what the turns' punctuation adds. */
const historyRoom = limits.post - 1000;

/** The newest turns that fit into one post, oldest first; what is left out is said. */
const history = (lines: TranscriptLine[]): Message => {
  const turns = lines.map(turnOf);
  let room = historyRoom;
  const lastLeftOut = turns.findLastIndex((turn) => {
    room -= turn.length;
    return room < 0;
  });
  const leftOut = lastLeftOut + 1;
  const head = 'Conversation so far';
  const missing = leftOut === 1 ? '1 earlier turn' : `${leftOut} earlier turns`;
  return {
    text: head,
    blocks: [
      context(`*${head}*`),
      ...(leftOut > 0 ? [context(`… ${missing} left out`)] : []),
      ...quoted(turns.slice(leftOut)),
    ],
  };
};

const turnOf = (line: TranscriptLine): Turn => {
  const speaker = nameOf(line.name, speakers[line.from]);
  const text = shortened(showable(line.text), limits.block - 200);
  return { speaker, text, length: speaker.length + text.length + 3 };
};

/** Turns that fit into one block share it: Slack takes 50 blocks a message. */
const quoted = (turns: Turn[]): Block[] => {
  const groups: Turn[][] = [];
  let room = 0;
  for (const turn of turns) {
    const group = groups.at(-1);
    if (group && turn.length <= room) {
      group.push(turn);
    } else {
      groups.push([turn]);
      room = limits.block;
    }
    room -= turn.length;
  }
  return groups.map((group) =>
    quote(group.flatMap((turn) => [words(`${turn.speaker}: `, true), words(`${turn.text}\n`)])),
  );
};

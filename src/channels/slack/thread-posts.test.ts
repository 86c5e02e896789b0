import { expect, test } from 'vitest';
import type { ThreadPost, TranscriptLine } from '../agent-channel.ts';
import type { Message } from './blocks.ts';
import { splitText } from './blocks.ts';
import { threadPost } from './thread-posts.ts';

const at = new Date(0);
type Rich = { elements?: Rich[]; text?: string; style?: { bold?: boolean } };
const leaves = (node: Rich): Rich[] => (node.elements ? node.elements.flatMap(leaves) : [node]);
const plain = (message: Message) =>
  message.blocks
    .filter((b) => b.type === 'rich_text')
    .map((block) =>
      leaves(block as Rich)
        .map((leaf) => leaf.text ?? '')
        .join(''),
    );
/** The sizes beyond which Slack splits, doubles or refuses. */
const expectTaken = (message: Message) => {
  expect(message.text.length).toBeLessThanOrEqual(3500);
  expect(message.blocks.length).toBeLessThanOrEqual(45);
  const texts = message.blocks.map((block) =>
    leaves(block as Rich).reduce((sum, leaf) => sum + (leaf.text?.length ?? 0), 0),
  );
  expect(Math.max(...texts)).toBeLessThanOrEqual(2900);
  expect(texts.reduce((a, b) => a + b, 0)).toBeLessThan(13_200);
};
const messages = (texts: string[], customerName = 'Ann'): ThreadPost => ({
  kind: 'messages',
  customerName,
  lines: texts.map((text) => ({ at, text })),
});

test.each([
  ['words', 'lorem ipsum dolor '.repeat(556).slice(0, 10_000)],
  ['one word', 'x'.repeat(10_000)],
  ['emoji', '😀'.repeat(5000)],
  ['markup', '<!channel>'.repeat(1000)],
])('10,000 characters of %s go whole into one post', (_, text) => {
  const found = threadPost(messages([text]));
  expectTaken(found);
  expect(plain(found).join('')).toBe(`Ann: ${text}`);
  expect(JSON.stringify(found.blocks).isWellFormed()).toBe(true);
});

test('messages that waited together keep their order and their words, and nothing pings', () => {
  const texts = ['*hi* <!channel>', '@here\n&amp;', ...Array.from({ length: 18 }, (_, i) => `${i} ${'y'.repeat(400)}`)];
  const found = threadPost(messages(texts, 'A\n\u202enn'));
  expectTaken(found);
  expect(plain(found)).toEqual(texts.map((text) => `A nn: ${text}`));
  expect(found.text).toContain('&lt;!channel&gt;');
  expect(found.text).not.toMatch(/[<>]/);
});

test('a history that fits is shown whole, oldest first', () => {
  const lines: TranscriptLine[] = [
    { at, from: 'customer', name: 'Ann', text: 'Do you ship?' },
    { at, from: 'assistant', text: 'Yes.' },
  ];
  const found = threadPost({ kind: 'history', lines });
  expect(plain(found)).toEqual(['Ann: Do you ship?\nAssistant: Yes.\n']);
  expect(JSON.stringify(found.blocks)).not.toContain('left out');
});

test.each([60, 500])('of %d long turns the newest are shown, and how many are not is said', (count) => {
  const lines = Array.from(
    { length: count },
    (_, i): TranscriptLine => ({ at, from: 'customer', text: `${i}: ${'z'.repeat(500)}` }),
  );
  const found = threadPost({ kind: 'history', lines });
  expectTaken(found);
  const shown =
    plain(found)
      .join('')
      .match(/Customer: /g)?.length ?? 0;
  expect(shown).toBeGreaterThan(10);
  expect(plain(found).at(-1)).toContain(`${count - 1}: `);
  expect(JSON.stringify(found.blocks)).toContain(`… ${count - shown} earlier turns left out`);
});

test('one huge turn and many tiny ones stay within what Slack takes', () => {
  expectTaken(threadPost({ kind: 'history', lines: [{ at, from: 'customer', text: 'x'.repeat(1_000_000) }] }));
  const tiny = Array.from({ length: 3000 }, (): TranscriptLine => ({ at, from: 'customer', text: '' }));
  expectTaken(threadPost({ kind: 'history', lines: tiny }));
});

test('a notice is escaped', () => {
  expect(threadPost({ kind: 'notice', text: '<!here> & all' }).text).toBe('&lt;!here&gt; &amp; all');
});

test.each(['', 'a', 'a b c d e f', 'x'.repeat(50), '😀'.repeat(9), 'a\n'.repeat(20)])(
  'the parts of "%s" make it whole',
  (text) => {
    const parts = splitText(text, 7);
    expect(parts.join('')).toBe(text);
    expect(parts.every((part) => part.length <= 7 && part.isWellFormed())).toBe(true);
  },
);

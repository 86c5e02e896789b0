import { expect, test } from 'vitest';
import type { ConversationState } from '../../../src/contract/conversation-state.ts';
import type { Entry } from '../../../src/contract/entry.ts';
import { contiguousSeq, emptyView, linesOf, withConversation, withEntries } from './view-state.ts';

const entry = (seq: number, more: Partial<Entry> = {}): Entry => ({
  seq,
  at: '2026-01-05T10:00:00Z',
  kind: 'agent',
  text: `m${seq}`,
  ...more,
});

test('entries are shown once and in order, whatever way they came', () => {
  const view = [[entry(2)], [entry(1), entry(2)], [entry(3)]].reduce(withEntries, emptyView);
  expect(view.entries.map((e) => e.seq)).toEqual([1, 2, 3]);
});

test('of two states that overtook each other the later one is shown, of another conversation any', () => {
  const state = (lastSeq: number, second: number, conversationId = 'cv_1') =>
    ({ conversationId, lastSeq, now: `2026-01-05T10:00:0${second}Z` }) as ConversationState;
  const shown = withConversation(emptyView, state(5, 3), 0);
  for (const older of [state(4, 4), state(5, 2)]) expect(withConversation(shown, older, 0)).toBe(shown);
  for (const newer of [state(6, 2), state(5, 4), state(1, 1, 'cv_2')])
    expect(withConversation(shown, newer, 0).conversation).toBe(newer);
});

test('a confirmed message leaves the pending list', () => {
  const pending = { ...emptyView, pending: [{ clientId: 'a', text: 'm1', handoffId: null }] };
  expect(withEntries(pending, [entry(1, { kind: 'customer', clientId: 'a' })]).pending).toEqual([]);
});

test('a gap is where reading resumes', () => {
  expect(contiguousSeq(withEntries(emptyView, [entry(4), entry(5), entry(8)]))).toBe(5);
  expect(contiguousSeq(emptyView)).toBe(0);
});

test("agents' edits and deletions change the message that they point at", () => {
  const edit = entry(3, { kind: 'system', text: 'better', event: { type: 'message_edited', target: 1 } });
  const deletion = entry(4, { kind: 'system', text: '', event: { type: 'message_deleted', target: 2 } });
  const lines = linesOf([entry(1), entry(2), edit, deletion]);
  expect(lines.map((line) => [line.text, line.edited ?? false, line.deleted ?? false])).toEqual([
    ['better', true, false],
    ['', false, true],
  ]);
});

test('a request that waits for the opening does not say that somebody is being connected', () => {
  const system = (seq: number, handoffId: string, event: NonNullable<Entry['event']>) =>
    entry(seq, { kind: 'system', text: '', handoffId, event });
  const lines = linesOf([
    system(1, 'ho_1', { type: 'handoff_requested', by: 'customer' }),
    system(2, 'ho_2', { type: 'handoff_requested', by: 'customer' }),
    system(3, 'ho_2', { type: 'handoff_scheduled', opensAt: '2026-01-06T09:00:00Z' }),
  ]);
  expect(lines.map((line) => line.seq)).toEqual([1, 3]);
});

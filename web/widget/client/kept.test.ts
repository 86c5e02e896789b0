import { beforeEach, expect, test, vi } from 'vitest';
import { openKept } from './kept.ts';

let items: Map<string, string>;
beforeEach(() => {
  items = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  });
});

test('what the version before kept in one item is taken over: a message that waits and a half-filled form', () => {
  const waiting = { clientId: 'client-id-1', text: 'Are you there?', handoffId: null };
  const resume = { conversationId: 'cv_1', secret: 'secret' };
  const form = { name: 'Ann', email: '', message: 'Call me', clientId: 'client-id-2', open: true };
  items.set('live-agent-chat wk_1', JSON.stringify({ resume, outbox: [waiting], form, seen: 3 }));
  const kept = openKept('wk_1').get();
  expect(kept).toMatchObject({ resume, outbox: [waiting], seen: 3, formOpen: true });
  expect(kept.formDraft?.values).toMatchObject({ name: 'Ann', message: 'Call me' });
  expect(items.has('live-agent-chat wk_1')).toBe(false);
  expect(openKept('wk_1').get()).toEqual(kept);
});

test('a spoiled item is let go, and another key is another chat', () => {
  items.set('live-agent-chat wk_1', '{"resume":');
  items.set('live-agent-chat wk_2', JSON.stringify({ draft: 'Hello' }));
  expect(openKept('wk_1').get()).toEqual({});
  expect(openKept('wk_2').get()).toEqual({ draft: 'Hello' });
});

test('blocked storage leaves this visit its memory', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('blocked');
    },
  });
  const kept = openKept('wk_1');
  kept.set({ draft: 'Hello' });
  expect(kept.get()).toEqual({ draft: 'Hello' });
});

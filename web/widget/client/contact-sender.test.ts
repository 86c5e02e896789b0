import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ContactRequest, FormSending, SubmittedForm } from '../state/form-sending.ts';
import type { Kept } from '../state/kept.ts';
import { Refused } from './api.ts';
import { createContactSender } from './contact-sender.ts';

const request: ContactRequest = {
  clientId: 'form-1',
  handoffId: null,
  name: '',
  email: 'ann@shop.example',
  message: 'Call me',
  extra: {},
  consent: null,
  unseen: '',
  filledInMs: null,
};
const draft = { values: { ...request, message: 'Another letter' }, openedAt: null };
const unreachable = () => Promise.reject(new TypeError('unreachable'));
const refusing = () =>
  Promise.reject(
    new Refused(400, { error: { code: 'invalid_request', message: 'Not right', fields: [] } } as object, null),
  );

beforeEach(() => {
  vi.useFakeTimers();
  for (const name of ['addEventListener', 'removeEventListener']) vi.stubGlobal(name, () => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A device with tabs: what one of them changes the others are told. */
const device = (formOutbox: SubmittedForm[] = []) => {
  let stored: Kept = { resume: { conversationId: 'cv', secret: 's' }, formOutbox };
  const tabs: { closed: boolean; sender: { follow(): void } }[] = [];
  const openTab = (send: (request: ContactRequest) => Promise<void>) => {
    const tab = {
      send: vi.fn(send),
      shown: { is: 'idle' } as FormSending,
      closed: false,
      change(change: object) {
        stored = { ...stored, ...change };
        for (const other of tabs) if (other.sender !== sender && !other.closed) other.sender.follow();
      },
    };
    const sender = createContactSender({
      kept: { get: () => structuredClone(stored), set: (change) => tab.change(change) },
      send: (form) => tab.send(form),
      show: (sending) => {
        tab.shown = sending;
      },
      stopped: () => tab.closed,
    });
    const opened = Object.assign(tab, { sender });
    tabs.push(opened);
    sender.resume();
    return opened;
  };
  return { openTab, stored: () => stored };
};
const minutes = (n: number) => vi.advanceTimersByTimeAsync(n * 60_000);

test('a draft that is written in another tab while a form waits takes nothing from it, and stays when it is sent', async () => {
  const { openTab, stored } = device();
  const [one, two] = [openTab(unreachable), openTab(unreachable)];
  one.change({ formOutbox: [{ request }] });
  one.sender.submit();
  await minutes(5);
  two.change({ formDraft: draft });
  expect([one.shown, two.shown]).toEqual([{ is: 'waiting' }, { is: 'waiting' }]);
  one.send.mockResolvedValue();
  two.send.mockResolvedValue();
  await minutes(2);
  const sent = { is: 'sent', email: 'ann@shop.example' };
  expect([one.shown, two.shown]).toEqual([sent, sent]);
  expect(stored()).toMatchObject({ formOutbox: [], formDraft: draft });
});

test('what one tab can not send another sends, under the same id, and the first one is told', async () => {
  const { openTab } = device();
  const [one, two] = [openTab(unreachable), openTab(async () => undefined)];
  one.change({ formOutbox: [{ request }] });
  one.sender.submit();
  await minutes(1);
  expect(two.send.mock.calls).toEqual([[request]]);
  expect(one.shown.is).toBe('sent');
});

test('a tab that is closed leaves its form to the others, and to the next one that is opened', async () => {
  const { openTab, stored } = device([{ request }]);
  const one = openTab(unreachable);
  one.closed = true;
  await minutes(2);
  expect(stored().formOutbox).toHaveLength(1);
  const two = openTab(async () => undefined);
  await minutes(0);
  expect(two.shown.is).toBe('sent');
  expect(stored().formOutbox).toEqual([]);
});

test('what is refused waits for the customer, is tried no more, and is not taken for sent when it is mended', async () => {
  const { openTab, stored } = device();
  const [one, two] = [openTab(refusing), openTab(refusing)];
  one.change({ formOutbox: [{ request }] });
  one.sender.submit();
  await minutes(10);
  expect(one.send).toHaveBeenCalledTimes(1);
  expect(two.send).not.toHaveBeenCalled();
  expect(stored().formOutbox).toEqual([{ request, refused: { message: 'Not right', fields: [] } }]);
  one.change({ formOutbox: [], formDraft: draft });
  expect([one.shown.is, two.shown.is]).toEqual(['idle', 'idle']);
});

test('a conversation that is forgotten meanwhile is not said to have been sent', async () => {
  const { openTab } = device([{ request }]);
  const [one, two] = [openTab(unreachable), openTab(unreachable)];
  await minutes(1);
  one.change({ resume: undefined, formOutbox: undefined });
  expect(two.shown.is).toBe('idle');
});

import { expect, test } from 'vitest';
import { UnreadableRequestError } from '../channel-error.ts';
import { parseInteraction } from './slack-interaction.ts';

const click = {
  type: 'block_actions',
  api_app_id: 'A1',
  team: { id: 'T1' },
  user: { id: 'U1', username: 'maya', name: 'maya' },
  channel: { id: 'C1' },
  container: { type: 'message', message_ts: '1.1', channel_id: 'C1' },
  message: { ts: '1.1', app_id: 'A1' },
  actions: [{ action_id: 'claim_handoff', value: 'ho_elsewhere', action_ts: '9.9' }],
};
const { actions: _, container: __, ...onMessage } = click;
const shortcut = { ...onMessage, type: 'message_action', callback_id: 'end_session', action_ts: '9.9' };
const parse = (payload: unknown) =>
  parseInteraction(Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()));
const only = (payload: unknown) => {
  const found = parse(payload);
  if (found.is !== 'events') throw new Error('a reply');
  return found.ignored ?? found.events[0];
};

test('a click claims the thread that the button hangs in, whatever its value says', () => {
  expect(only(click)).toEqual({
    type: 'claim',
    threadRef: 'slack:T1:C1:1.1',
    agentExternalId: 'U1',
    agentName: 'maya',
    parentIsOurs: true,
    keys: ['act:C1:1.1:claim_handoff:U1:9.9'],
  });
});

test.each([
  ['the End button', { ...click, actions: [{ action_id: 'end_handoff', action_ts: '9.9' }] }, '1.1', true],
  ['a button below the root', { ...click, message: { ts: '2.2', thread_ts: '1.1' } }, '1.1', true],
  ['the shortcut on the card', shortcut, '1.1', true],
  ['the shortcut on a reply', { ...shortcut, message: { ts: '2.2', thread_ts: '1.1' } }, '1.1', true],
  ["the shortcut on somebody's own post", { ...shortcut, message: { ts: '3.3' } }, '3.3', false],
])('%s acts on its thread', (_name, payload, ts, parentIsOurs) => {
  expect(only(payload)).toMatchObject({ threadRef: `slack:T1:C1:${ts}`, parentIsOurs });
});

test.each([
  ['another button', { ...click, actions: [{ action_id: 'other', action_ts: '9.9' }] }, 'other_interaction'],
  ['another shortcut', { ...shortcut, callback_id: 'other' }, 'other_interaction'],
  ['a form', { type: 'view_submission', user: { id: 'U1' }, team: { id: 'T1' } }, 'other_interaction'],
  ['a click outside any message', { ...click, message: null, container: null }, 'no_thread'],
  ['a click by nobody that Slack knows', { ...click, user: { id: 'U1\0' } }, 'no_thread'],
])('%s is dropped quietly', (_name, payload, why) => {
  expect(only(payload)).toBe(why);
});

test.each(['', 'payload=', 'payload=%7B', 'payload=null', 'payload=%7B%22type%22%3A1%7D', 'a=b'])(
  '"%s" is refused as unreadable',
  (body) => {
    expect(() => parseInteraction(Buffer.from(body))).toThrow(UnreadableRequestError);
  },
);

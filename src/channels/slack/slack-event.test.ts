import { expect, test } from 'vitest';
import { UnreadableRequestError } from '../channel-error.ts';
import { parseEvents } from './slack-event.ts';

const reply = {
  type: 'message',
  user: 'U1',
  text: 'Hello',
  ts: '1700000009.000100',
  thread_ts: '1700000001.000100',
  parent_user_id: 'UBOT',
  client_msg_id: 'c-1',
  channel: 'C1',
  channel_type: 'channel',
};
const envelope = (event: object, more: object = {}) => ({
  type: 'event_callback',
  team_id: 'TOTHER',
  api_app_id: 'A1',
  authorizations: [{ team_id: 'T1', user_id: 'UBOT', is_bot: true }],
  event,
  ...more,
});
const parse = (body: unknown) => parseEvents(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
const only = (event: object, more?: object) => {
  const found = parse(envelope(event, more));
  if (found.is !== 'events') throw new Error('a reply');
  return found.ignored ?? found.events[0];
};
const base = {
  threadRef: 'slack:T1:C1:1700000001.000100',
  agentExternalId: 'U1',
  parentIsOurs: true,
};
const id = 'T1:C1:1700000009.000100';

test('a reply in a thread is a message of an agent, named by its place and its gesture', () => {
  expect(only(reply)).toEqual({
    type: 'message',
    ...base,
    keys: [`msg:${id}`, 'cmid:T1:C1:c-1'],
    text: 'Hello',
    externalId: id,
  });
});

test.each([
  [
    'with files',
    { subtype: 'file_share', files: [{ name: 'a.png' }, { title: 'Plan\nB' }] },
    { text: 'Hello\n[file: a.png]\n[file: Plan B]' },
  ],
  ['of files alone', { subtype: 'file_share', text: '', files: [{ name: 'a.png' }] }, { text: '[file: a.png]' }],
  [
    'also sent to the channel',
    { subtype: 'thread_broadcast', root: { user: 'UBOT' }, parent_user_id: undefined },
    { parentIsOurs: true },
  ],
  ["in somebody else's thread", { parent_user_id: 'U2' }, { parentIsOurs: false }],
  ['without a client id', { client_msg_id: undefined }, { keys: [`msg:${id}`] }],
  ['with entities', { text: '5 &lt; 6 <@U2>' }, { text: '5 < 6 @someone' }],
  ['with NUL and half a character', { text: 'a\0b\ud800' }, { text: 'ab\ufffd' }],
  ['of 30,000 characters', { text: 'x'.repeat(30_000) }, { text: `${'x'.repeat(9999)}…` }],
])('a reply %s', (_, change, wanted) => {
  expect(only({ ...reply, ...change })).toMatchObject({ type: 'message', ...wanted });
});

test.each([
  ['our own post', { user: 'UBOT', bot_id: 'B1' }, 'own_post'],
  [
    'our own post under another name',
    { user: undefined, subtype: 'bot_message', bot_id: 'B1', app_id: 'A1' },
    'own_post',
  ],
  ['another bot', { bot_id: 'B2', app_id: 'A2' }, 'other_bot'],
  ['a root message', { thread_ts: undefined }, 'no_thread'],
  ['a root with replies', { thread_ts: reply.ts }, 'no_thread'],
  ['somebody joining', { subtype: 'channel_join' }, 'other_subtype'],
  ['a blank text', { text: ' \n' }, 'no_text'],
  ['an author who can be nobody', { user: 'U1\u0000' }, 'no_author'],
  ['ids that are none', { ts: 'x:y', thread_ts: '1' }, 'no_thread'],
])('%s is ignored by name', (_, change, why) => {
  expect(only({ ...reply, ...change })).toBe(why);
});

const changed = (after: object, before: object = {}) => ({
  type: 'message',
  subtype: 'message_changed',
  hidden: true,
  channel: 'C1',
  ts: '1700000020.000100',
  message: { ...reply, channel: undefined, ...after },
  previous_message: { ...reply, channel: undefined, ...before },
});

test('an edit by its author names the edit; an unfurl, a refresh and an edit of our own post are none', () => {
  const edited = { user: 'U1', ts: '1700000020.000000' };
  expect(only(changed({ text: 'Hello!', edited }))).toEqual({
    type: 'message_edited',
    ...base,
    keys: [`edit:${id}:${edited.ts}`],
    text: 'Hello!',
    targetExternalId: id,
    editedAt: 1_700_000_020,
  });
  expect(only(changed({ text: 'Hello!' }))).toBe('no_edit');
  expect(only(changed({ text: 'Hello!', edited: { user: 'U1', ts: '1\u0000' } }))).toBe('no_edit');
  expect(only(changed({ edited }))).toBe('no_edit');
  expect(only(changed({ text: 'x', edited, user: 'UBOT', bot_id: 'B1' }))).toBe('own_post');
});

test("a deletion names the deleted message; a deleted card is not an agent's", () => {
  const gone = (before: object) => ({
    type: 'message',
    subtype: 'message_deleted',
    channel: 'C1',
    ts: '1700000030.000100',
    deleted_ts: reply.ts,
    previous_message: { ...reply, ...before },
  });
  expect(only(gone({}))).toEqual({ type: 'message_deleted', ...base, keys: [`del:${id}`], targetExternalId: id });
  expect(only(gone({ user: 'UBOT', bot_id: 'B1', thread_ts: undefined }))).toBe('own_post');
});

test('without authorizations the outer team counts, and nobody says whose thread it is', () => {
  expect(only(reply, { authorizations: undefined })).toMatchObject({
    threadRef: 'slack:TOTHER:C1:1700000001.000100',
    parentIsOurs: false,
  });
});

test.each([
  ['a new member, an object where messages have a string', { type: 'team_join', user: { id: 'U1' } }, 'other_event'],
  ['a renamed channel', { type: 'channel_rename', channel: { id: 'C1', name: 'x' } }, 'other_event'],
])('%s is dropped quietly', (_, event, why) => {
  expect(only(event)).toBe(why);
});

test('the challenge is answered, a rate warning and other shapes dropped, what is no JSON refused', () => {
  expect(parse({ type: 'url_verification', challenge: 'abc' })).toEqual({
    is: 'reply',
    body: 'abc',
    type: 'text/plain',
  });
  expect(parse({ type: 'app_rate_limited', team_id: 'T1' })).toMatchObject({ ignored: 'other_envelope' });
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  for (const body of ['', 'not json', '{"type":']) expect(() => parse(body)).toThrow(UnreadableRequestError);
  for (const body of ['null', '[]', '{"type":1}', deep, envelope({ ...reply, ts: 5 })]) {
    expect(parse(body)).toEqual({ is: 'events', events: [], ignored: 'unreadable' });
  }
});

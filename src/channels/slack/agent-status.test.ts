import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UnreadableRequestError } from '../channel-error.ts';
import { parseCommand } from './agent-status.ts';
import { parseEvents } from './slack-event.ts';
import { parseInteraction } from './slack-interaction.ts';

const typed = (fields: Record<string, string>) =>
  parseCommand(
    Buffer.from(
      new URLSearchParams({
        command: '/handoff',
        team_id: 'T1',
        channel_id: 'C1',
        user_id: 'U1',
        user_name: 'maya',
        trigger_id: '12.34.ab',
        ...fields,
      }).toString(),
    ),
  );

test('a command says who wants what, and is named by its trigger', () => {
  expect(typed({ text: 'away' })).toEqual({
    is: 'agent',
    event: { type: 'away', agentExternalId: 'U1', agentName: 'maya', keys: ['cmd:12.34.ab'] },
  });
});

test.each([
  ['  Back ', 'back'],
  ['STATUS', 'status'],
  ['help', 'help'],
  ['', 'help'],
  ['away for lunch', 'help'],
  ['__proto__', 'help'],
  ['x'.repeat(10_000), 'help'],
])('"%s" asks for %s', (text, type) => {
  expect(typed({ text })).toMatchObject({ event: { type } });
});

test("Slack's own look at the address is answered and does nothing", () => {
  expect(typed({ ssl_check: '1', text: 'away' })).toEqual({ is: 'reply', body: '', type: 'text/plain' });
});

test('a command by nobody that Slack knows is dropped, what is no command is refused', () => {
  expect(typed({ user_id: 'u1\0' })).toMatchObject({ is: 'events', ignored: 'no_author' });
  for (const body of ['', 'a=b', 'command=%2Fhandoff', '{"command":"/handoff"}', '\0'])
    expect(() => parseCommand(Buffer.from(body))).toThrow(UnreadableRequestError);
});

test('whatever is sent as a command is read or refused as unreadable', () => {
  const field = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
  const form = fc
    .dictionary(fc.constantFrom('command', 'text', 'user_id', 'user_name', 'trigger_id', 'ssl_check'), field)
    .map((fields) => Buffer.from(new URLSearchParams(fields).toString()));
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
  fc.assert(
    fc.property(fc.oneof(form, bytes), (body) => {
      try {
        const found = parseCommand(body);
        if (found.is !== 'agent') return;
        expect(found.event.agentExternalId).toMatch(/^[A-Z0-9]+$/);
        expect(JSON.stringify(found.event)).not.toContain('\\u0000');
      } catch (error) {
        if (!(error instanceof UnreadableRequestError)) throw error;
      }
    }),
  );
});

const press = (action_id: string, more: object = {}) => {
  const payload = {
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1', name: 'maya' },
    container: { type: 'view', view_id: 'V1' },
    view: { id: 'V1', type: 'home', blocks: [] },
    actions: [{ action_id, action_ts: '9.9' }],
    ...more,
  };
  return parseInteraction(Buffer.from(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()));
};

test('the buttons of the home tab say away and back; each press is an event of its own', () => {
  expect(press('agent_away')).toEqual({
    is: 'agent',
    event: { type: 'away', agentExternalId: 'U1', agentName: 'maya', keys: ['home:V1:away:U1:9.9'] },
  });
  expect(press('agent_back')).toMatchObject({ event: { type: 'back' } });
  const later = press('agent_away', { actions: [{ action_id: 'agent_away', action_ts: '10.1' }] });
  expect(later).not.toEqual(press('agent_away'));
});

test.each([
  ['another button of the home tab', press('other'), 'other_interaction'],
  ['a press by nobody that Slack knows', press('agent_away', { user: { id: '<@U1>' } }), 'no_author'],
  [
    'the same button in a message',
    press('agent_away', { view: null, container: { channel_id: 'C1', message_ts: '1.1' } }),
    'other_interaction',
  ],
])('%s changes nobody', (_, found, ignored) => {
  expect(found).toMatchObject({ is: 'events', events: [], ignored });
});

const opened = (event: object) =>
  parseEvents(
    Buffer.from(
      JSON.stringify({ type: 'event_callback', team_id: 'T1', event: { type: 'app_home_opened', ...event } }),
    ),
  );

test('the home tab that is opened asks to be shown; the messages tab does not', () => {
  const asked = { is: 'agent', event: { type: 'home', agentExternalId: 'U1', keys: [] } };
  expect(opened({ user: 'U1', tab: 'home', channel: 'D1' })).toEqual(asked);
  expect(opened({ user: 'U1' })).toEqual(asked);
  expect(opened({ user: 'U1', tab: 'messages' })).toMatchObject({ ignored: 'other_tab' });
  expect(opened({ user: 'U1<!here>' })).toMatchObject({ ignored: 'unreadable' });
  expect(opened({})).toMatchObject({ ignored: 'unreadable' });
});

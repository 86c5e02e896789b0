import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findTeam, type TeamState } from '../../src/accounts/team.ts';
import { createSlackChannel } from '../../src/channels/slack/slack-channel.ts';
import { createAgents, openHandoff } from '../support/people.ts';
import { botToken, channelId, signingSecret } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
let agents: ReturnType<typeof createAgents>;
beforeAll(async () => {
  world = await startWorld();
  agents = createAgents(world);
});
afterAll(() => world?.stop());
beforeEach(async () => {
  await agents.control('reset', {});
  await sql`update agents set away_since = null`.execute(world.db);
});

const awaySince = async (user = 'U0MAYA') =>
  (await world.db.selectFrom('agents').select('away_since').where('external_id', '=', user).executeTakeFirst())
    ?.away_since ?? undefined;

/** A request as Slack signs it. */
const send = (route: string, body: string) => {
  const at = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Slack-Request-Timestamp': at,
    'X-Slack-Signature': `v0=${digest}`,
  };
  return fetch(`${world.url}/slack/${route}`, { method: 'POST', body, headers });
};
const command = (fields: Record<string, string>) =>
  new URLSearchParams({ command: '/handoff', team_id: 'T0SANDBOX', user_id: 'U0MAYA', ...fields }).toString();

test('an agent goes away by a command, reads it back, and comes back', async () => {
  expect(await agents.command('/handoff away')).toEqual({ ok: true });
  expect(await agents.whispered()).toMatch(/^You are away since/);
  const since = await awaySince();
  expect(since).toBeInstanceOf(Date);
  await agents.home('You are away');
  // Away again is away since the first time.
  await agents.command('/handoff away');
  expect(await awaySince()).toEqual(since);
  await agents.command('/handoff status');
  expect(await agents.whispered()).toMatch(/^You are away since/);
  await agents.command('/handoff back');
  expect(await agents.whispered()).toMatch(/^You are here/);
  expect(await awaySince()).toBeUndefined();
  await agents.home('You are here');
});

test('what is no word of the command is answered with those that are, and changes nothing', async () => {
  for (const typed of ['/handoff', '/handoff help', '/handoff away with me']) {
    await agents.command(typed, 'U0TOMAS');
    expect(await agents.whispered('U0TOMAS')).toContain('/handoff away');
  }
  expect(await awaySince('U0TOMAS')).toBeUndefined();
});

test('the home tab shows how its agent stands and what there is to do; its button changes it', async () => {
  const { customer } = await openHandoff(world);
  await agents.openHome();
  const shown = await agents.home('You are here');
  expect(shown).toMatch(/With the team\*\\n[1-9]/);
  expect(await agents.pressHome('away')).toEqual({ ok: true });
  expect(await awaySince()).toBeInstanceOf(Date);
  await agents.home('You are away');
  await agents.pressHome('back');
  expect(await awaySince()).toBeUndefined();
  await agents.home('You are here');
  customer.disconnect();
});

test('who is away may still answer, and stays away', async () => {
  const { customer, card } = await openHandoff(world);
  await agents.command('/handoff away');
  await agents.reply(card.ts, 'Hello all the same');
  await customer.sees('Hello all the same');
  expect(await awaySince()).toBeInstanceOf(Date);
  customer.disconnect();
});

test('one saying that comes twice counts once, also when the other came between', async () => {
  const away = command({ text: 'away', trigger_id: 'twice-1' });
  await send('commands', away);
  await send('commands', command({ text: 'back', trigger_id: 'twice-2' }));
  const again = await send('commands', away);
  expect(await awaySince()).toBeUndefined();
  expect(((await again.json()) as { text: string }).text).toMatch(/^You are here/);
  const both = [1, 2].map(() => send('commands', command({ text: 'away', trigger_id: 'twice-3' })));
  for (const answer of await Promise.all(both)) expect(answer.status).toBe(200);
  expect(await awaySince()).toBeInstanceOf(Date);
});

test("another team's user changes only what is said of themselves", async () => {
  const answer = await send('commands', command({ text: 'away', user_id: 'U9OTHER', team_id: 'T9OTHER' }));
  expect(answer.status).toBe(200);
  expect(await awaySince('U0MAYA')).toBeUndefined();
  expect(await awaySince('U0TOMAS')).toBeUndefined();
  // Nor does who is in no channel of ours make the team of one look smaller.
  expect(await team({ presence: false })).toMatchObject({ state: 'there', present: ['U0MAYA', 'U0TOMAS'] });
});

test('what Slack did not sign is refused, what is no command too', async () => {
  const unsigned = await fetch(`${world.url}/slack/commands`, { method: 'POST', body: command({ text: 'away' }) });
  expect(unsigned.status).toBe(401);
  expect((await send('commands', 'a=b')).status).toBe(400);
  expect((await send('commands', command({ user_id: '<!here>' }))).status).toBe(200);
  expect(await awaySince()).toBeUndefined();
});

test('a Slack that publishes no home keeps nobody from going away', async () => {
  await agents.fault({ on: 'call', method: 'views.publish', kind: 'code', code: 'not_enabled' });
  await agents.command('/handoff away');
  expect(await awaySince()).toBeInstanceOf(Date);
  await until(
    'the home was tried',
    async () => (await agents.control<{ faults: object[] }>('faults')).faults.length === 0,
  );
  await agents.fault({ on: 'call', method: 'users.conversations', kind: 'code', code: 'missing_scope' });
  await agents.openHome();
  expect(await agents.home('You are away')).not.toContain('in the queue');
});

/** As one process sees the team that has just started: nothing is kept from before. */
const team = (how: { presence: boolean; waitMs?: number; provider?: string; channel?: string }): Promise<TeamState> => {
  const channel = createSlackChannel({ botToken, signingSecret, apiUrl: world.sandbox.apiUrl });
  return findTeam({ db: world.db, channel }, { provider: 'slack', channel: channelId, counted: false, ...how });
};
const inSlack = (name: 'maya' | 'tomas', method: string, args: Record<string, string> = {}) =>
  fetch(world.sandbox.apiUrl + method, {
    method: 'POST',
    headers: { Authorization: `Bearer xoxp-sandbox-${name}` },
    body: new URLSearchParams(args),
  });
const calls = async () => (await agents.control<{ calls: Record<string, number> }>('ledger')).calls;

test('nobody is there when everybody went away, and somebody when one came back', async () => {
  await agents.command('/handoff away');
  expect(await team({ presence: false })).toEqual({ state: 'there', present: ['U0TOMAS'] });
  await agents.command('/handoff away', 'U0TOMAS');
  expect(await team({ presence: false })).toEqual({ state: 'nobody' });
  expect(await team({ presence: true })).toEqual({ state: 'nobody' });
  await agents.command('/handoff back');
  expect(await team({ presence: false })).toEqual({ state: 'there', present: ['U0MAYA'] });
});

test('where nobody is away and presence is off, Slack is not asked at all', async () => {
  const before = await calls();
  expect(await team({ presence: false })).toEqual({ state: 'unknown' });
  expect(await calls()).toEqual(before);
});

test('with presence: inactive, not to be disturbed and away by choice are all not there', async () => {
  expect(await team({ presence: true })).toEqual({ state: 'there', present: ['U0MAYA', 'U0TOMAS'] });
  await inSlack('maya', 'users.setPresence', { presence: 'away' });
  expect(await team({ presence: true })).toEqual({ state: 'there', present: ['U0TOMAS'] });
  await inSlack('tomas', 'dnd.setSnooze', { num_minutes: '30' });
  expect(await team({ presence: true })).toEqual({ state: 'nobody' });
  await inSlack('maya', 'users.setPresence', { presence: 'auto' });
  await agents.command('/handoff away');
  expect(await team({ presence: true })).toEqual({ state: 'nobody' });
  // Without the setting only what they said themselves counts.
  expect(await team({ presence: false })).toEqual({ state: 'there', present: ['U0TOMAS'] });
});

test.each([
  ['the members may not be read', { without: ['channels:read'] }, { state: 'unknown' }],
  ['presence may not be read', { without: ['users:read'] }, { state: 'unknown' }],
])('when %s, nobody is kept from asking', async (_, scopes, wanted) => {
  for (const user of ['U0MAYA', 'U0TOMAS']) await agents.command('/handoff away', user);
  await agents.control('scopes', scopes);
  expect(await team({ presence: true })).toEqual(wanted);
});

test('without the scope for do-not-disturb presence is still asked for', async () => {
  await agents.control('scopes', { without: ['dnd:read'] });
  await inSlack('tomas', 'dnd.setSnooze', { num_minutes: '30' });
  await inSlack('maya', 'users.setPresence', { presence: 'away' });
  expect(await team({ presence: true })).toEqual({ state: 'there', present: ['U0TOMAS'] });
});

test.each(['rate_limited', 'error_before', 'html', 'hang'])(
  'a Slack that fails by %s is unknown, within the time that the caller gives',
  async (kind) => {
    await agents.command('/handoff away');
    await agents.fault({ on: 'call', method: 'conversations.members', kind });
    expect(await team({ presence: true, waitMs: 500 })).toEqual({ state: 'unknown' });
  },
);

test('presence that is refused in the middle is unknown unless somebody is known to be there', async () => {
  await agents.fault({ on: 'call', method: 'users.getPresence', kind: 'rate_limited', times: 2 });
  expect(await team({ presence: true })).toEqual({ state: 'unknown' });
});

test('an impatient caller gets what is known, and the rest the next time', async () => {
  const channel = createSlackChannel({ botToken, signingSecret, apiUrl: world.sandbox.apiUrl });
  const look = () =>
    findTeam(
      { db: world.db, channel },
      { provider: 'slack', channel: channelId, presence: true, counted: false, waitMs: 0 },
    );
  expect(await look()).toEqual({ state: 'unknown' });
  await until('the team is known', async () => (await look()).state === 'there');
});

test('another provider and a channel that is not there are unknown', async () => {
  await agents.command('/handoff away');
  expect(await team({ presence: true, provider: 'teams' })).toEqual({ state: 'unknown' });
  expect(await team({ presence: false, channel: 'C0NOWHERE' })).toEqual({ state: 'unknown' });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParsedHours } from '../../src/contract/parsed-hours.ts';
import { call, openCustomer } from '../support/people.ts';
import { channelId } from '../support/sandbox.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld, type World } from '../support/world.ts';

const office = {
  zone: 'Europe/Berlin',
  days: { monday: [{ from: 540, to: 1020 }], tuesday: [{ from: 540, to: 720 }] },
};

let world: World;
let admin: <T>(method: string, path: string, body?: object) => ReturnType<typeof call<T>>;
beforeAll(async () => {
  const availability = { schedule: office, maxLiveHandoffs: 1, queue: true };
  world = await startWorld({ env: { DEMO: '1' }, settings: { channel: channelId, availability } });
  admin = (method, path, body) => call(world.url, method, `/v1/admin${path}`, adminToken, body);
});
afterAll(() => world.stop());

type Standing = { at: string; state: string; opensAt?: string; closesAt?: string };
const preview = async (body: object) =>
  (
    await admin<Standing & { next: Standing[]; text: string }>(
      'POST',
      `/workspaces/${world.workspace.id}/hours/preview`,
      body,
    )
  ).body;

const parse = async (text: string) =>
  (
    await admin<ParsedHours & { zone: { now: string } }>('POST', `/workspaces/${world.workspace.id}/hours/parse`, {
      text,
    })
  ).body;

test('the product page says: Monday to Friday, Saturday, Sunday closed, in Eastern Time', async () => {
  const found = await parse('Monday - Friday: 9am - 5pm EST\nSaturday: 10am - 2pm EST\nSunday: Closed');
  const day = [{ from: 540, to: 1020 }];
  expect(found).toMatchObject({
    status: 'understood',
    questions: [],
    unparsed: [],
    schedule: {
      zone: 'America/New_York',
      days: {
        monday: day,
        tuesday: day,
        wednesday: day,
        thursday: day,
        friday: day,
        saturday: [{ from: 600, to: 840 }],
      },
    },
    zone: { source: 'text', label: 'Eastern Time (New York)' },
  });
  expect(found.zone.now).toMatch(/^Eastern Time \(New York\), now UTC-[45]$/);
  expect((await parse(found.understood)).schedule).toEqual(found.schedule);
});

test('what was not understood is named by where it stands', async () => {
  const text = 'Mon-Fri 9am-5pm, bring cake';
  const { status, unparsed } = await parse(text);
  expect(status).toBe('check');
  expect(unparsed.map(({ from, to }) => text.slice(from, to))).toEqual(['bring cake']);
});

test('saved as text alone the hours are the ones that were read, and what is not understood is refused', async () => {
  const { body } = await admin<{ workspace: { id: string } }>('POST', '/workspaces', { name: 'Typed' });
  const save = (version: number, settings: object) =>
    admin<{ settings: { availability: { schedule: { zone: string } | null } }; error?: { fields: object[] } }>(
      'PUT',
      `/workspaces/${body.workspace.id}/settings`,
      { version, settings },
    );
  const typed = await save(0, { businessHoursText: 'Mon-Fri 9am-5pm PT' });
  expect(typed.body.settings.availability.schedule?.zone).toBe('America/Los_Angeles');
  const vague = await save(1, { businessHoursText: 'Whenever we feel like it' });
  expect([vague.status, vague.body.error?.fields]).toEqual([
    400,
    [{ path: 'settings.businessHoursText', message: expect.stringContaining('not wholly understood') }],
  ]);
  // What could not be saved as a schedule is not saved as a text either.
  const crossed = await save(1, { businessHoursText: 'Mon-Fri 9am-5pm, closed Dec 20 - Jan 5. Closed Dec 28' });
  expect([crossed.status, crossed.body.error?.fields]).toEqual([
    400,
    [{ path: 'settings.businessHoursText', message: expect.stringContaining('must not share a day') }],
  ]);
  const shown = await save(1, { businessHoursText: 'Whenever we feel like it', availability: { schedule: null } });
  expect(shown.status).toBe(200);
});

test('hours are tried before they are saved: now, at an instant, and what comes next', async () => {
  const found = await preview({ at: '2030-05-12T12:00:00Z' });
  expect(found).toMatchObject({ state: 'closed', opensAt: '2030-05-13T07:00:00.000Z' });
  expect(found.next).toHaveLength(14);
  expect(found.next.slice(0, 2)).toEqual([
    { at: '2030-05-13T07:00:00.000Z', state: 'open', closesAt: '2030-05-13T15:00:00.000Z' },
    { at: '2030-05-13T15:00:00.000Z', state: 'closed', opensAt: '2030-05-14T07:00:00.000Z' },
  ]);
  const tried = { zone: 'Asia/Tokyo', days: { friday: [{ from: 1200, to: 1560 }] }, exceptions: [], holidays: null };
  expect((await parse((await preview({ schedule: tried })).text)).schedule).toEqual(tried);
  const never = await preview({ schedule: { zone: 'UTC', days: {} } });
  expect(never).toMatchObject({ state: 'closed', next: [] });
  const broken = await admin('POST', `/workspaces/${world.workspace.id}/hours/preview`, {
    schedule: { zone: 'EST5', days: { monday: [{ from: 600, to: 500 }] } },
  });
  expect(broken.status).toBe(400);
});

test('the clock that hours are read by is moved for trying out, widgets follow, and it is set right again', async () => {
  const customer = await openCustomer(world);
  await customer.connect();
  const moved = await admin<{ moved: boolean }>('PUT', '/trial-clock', { at: '2030-05-13T10:00:00Z' });
  expect(moved.body.moved).toBe(true);
  const [over, today] = await Promise.all([parse('Mon 9-17, closed 2030-05-12'), parse('Mon 9-17, closed 2030-05-13')]);
  expect([over, today].map(({ questions }) => questions.map(({ text }) => text))).toEqual([
    ['2030-05-12 is over already.'],
    [],
  ]);
  await until('it is open', () => customer.state().offer.availability === 'open');
  expect(customer.state().offer.closesAt).toBe('2030-05-13T15:00:00.000Z');
  await admin('PUT', '/trial-clock', { at: '2030-05-13T16:00:00Z' });
  await until('it is closed', () => customer.state().offer.opensAt === '2030-05-14T07:00:00.000Z');
  await admin('PUT', '/trial-clock', { at: null });
  expect((await admin<{ moved: boolean }>('GET', '/trial-clock')).body.moved).toBe(false);
  customer.disconnect();
});

test('the queue as admins see it: who has a place, who is next, who waits for the opening', async () => {
  const queue = async () =>
    (
      await admin<{ live: number; unanswered: { handoffId: string; status: string; place: number | null }[] }>(
        'GET',
        `/workspaces/${world.workspace.id}/queue`,
      )
    ).body;
  await admin('PUT', '/trial-clock', { at: '2030-05-13T10:00:00Z' });
  const ids: string[] = [];
  for (const wanted of ['waiting', 'queued', 'queued']) {
    const customer = await openCustomer(world, wanted === 'waiting' ? { name: 'Ann' } : undefined);
    await customer.connect();
    ids.push(await customer.requestHandoff());
    await customer.is(wanted);
  }
  await admin('PUT', '/trial-clock', { at: '2030-05-13T14:59:00Z' });
  expect(await queue()).toMatchObject({
    live: 1,
    limit: 1,
    agents: null,
    unanswered: [
      { handoffId: ids[0], status: 'waiting', place: null, customerName: 'Ann', customerEmail: null },
      { handoffId: ids[1], status: 'queued', place: 1, customerName: null },
      { handoffId: ids[2], status: 'queued', place: 2 },
    ],
  });
  await admin('PUT', '/trial-clock', { at: '2030-05-13T16:00:00Z' });
  const late = await openCustomer(world);
  await late.connect();
  await late.requestHandoff('schedule');
  await late.is('scheduled');
  await until('closing time has ended the others', async () => (await queue()).unanswered.length === 1);
});

test('a production server does not have that clock', async () => {
  const production = await startWorld({ worker: false });
  try {
    const answer = await call<{ error: { code: string } }>(production.url, 'PUT', '/v1/admin/trial-clock', adminToken, {
      at: '2030-05-13T10:00:00Z',
    });
    expect([answer.status, answer.body.error.code]).toEqual([409, 'trial_clock_disabled']);
  } finally {
    await production.stop();
  }
});

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveTrialClock } from '../../src/settings/trial-clock-store.ts';
import { untilAtRest } from '../support/operator.ts';
import { type Customer, createAgents, openCustomer } from '../support/people.ts';
import { startSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let smtp: Awaited<ReturnType<typeof startSmtp>>;
let world: World;
beforeAll(async () => {
  smtp = await startSmtp();
  world = await startWorld({
    settings: { availability: { schedule: { zone: 'UTC', days: { monday: [{ from: 540, to: 1020 }] } } } },
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'help@shop.example' },
  });
});
afterAll(async () => {
  await world.stop();
  await smtp.stop();
});

const itIs = async (at: string, handoffId: string) => {
  await moveTrialClock(world.db, new Date(at));
  await world.context.gateway.ring(handoffId);
  await untilAtRest(world, handoffId);
};
/** All that happened in a conversation lies so much further back. */
const pass = async (conversationId: string, minutes: number) => {
  const by = sql`make_interval(mins => ${minutes})`;
  await sql`update messages set created_at = created_at - ${by} where conversation_id = ${conversationId}`.execute(
    world.db,
  );
  await sql`update presence set expires_at = expires_at - ${by} where conversation_id = ${conversationId}
    and expires_at <= clock_timestamp()`.execute(world.db);
};
const gone = async (customer: Customer) => {
  customer.disconnect();
  await until('the customer is gone', async () => {
    const { rows } = await sql<{ since: Date | null }>`
      select customer_away_since(${customer.conversationId}) as since`.execute(world.db);
    return rows[0]?.since;
  });
};
/** Asked on a Sunday, and connected on Monday morning. */
const askAtNight = async (email: string | null) => {
  await moveTrialClock(world.db, new Date('2030-05-12T20:00:00Z'));
  const customer = await openCustomer(world);
  await customer.connect();
  const handoffId = await customer.requestHandoff('schedule');
  await customer.is('scheduled');
  if (email) expect((await customer.post('/reach', { email })).status).toBe(200);
  await gone(customer);
  await pass(customer.conversationId, 60);
  await itIs('2030-05-13T09:00:00Z', handoffId);
  return { customer, handoffId, agents: createAgents(world) };
};

test('asked at night with an address, and gone: the answers come by mail, in one thread, each once', async () => {
  const { customer, handoffId, agents } = await askAtNight('ann@example.com');
  const card = await agents.card(handoffId);
  await agents.reply(card.ts, 'It left the warehouse & more');
  await until('it is in the log', () =>
    world.db.selectFrom('messages').where('body', 'like', '%warehouse%').select('seq').executeTakeFirst(),
  );
  await pass(customer.conversationId, 2);
  const first = await smtp.to('ann@example.com');
  expect(first.text).toContain('It left the warehouse & more');
  expect(first.html).toContain('warehouse &amp; more');
  expect(first.from).toEqual({ name: 'Maya Lindgren', address: 'help@shop.example' });
  expect(first.header('auto-submitted')).toBe('no');

  await agents.reply(card.ts, 'And it arrives on Thursday');
  await until('it is in the log', () =>
    world.db.selectFrom('messages').where('body', 'like', '%Thursday%').select('seq').executeTakeFirst(),
  );
  await pass(customer.conversationId, 2);
  const both = await until('the second mail', () =>
    smtp.taken.length > 1 ? smtp.taken.map(({ text, header }) => ({ text, thread: header('references') })) : undefined,
  );
  expect(both[1]?.text).toContain('And it arrives on Thursday');
  expect(both[1]?.text).not.toContain('warehouse');
  expect(both[1]?.thread).toBe(both[0]?.thread);
  await customer.connect();
  await customer.sees('And it arrives on Thursday');
});

test('who is in the chat, or left no address, gets no mail; who is gone again gets what came since', async () => {
  const before = smtp.taken.length;
  const { customer: silent, handoffId: silentId, agents } = await askAtNight(null);
  await agents.reply((await agents.card(silentId)).ts, 'Nowhere to write to');
  const { customer, handoffId } = await askAtNight('bea@example.com');
  const card = await agents.card(handoffId);
  await customer.connect();
  await agents.reply(card.ts, 'You are here');
  await customer.sees('You are here');
  await pass(silent.conversationId, 2);
  await pass(customer.conversationId, 10);
  await gone(customer);
  await pass(customer.conversationId, 5);
  await agents.reply(card.ts, 'One more thing');
  await until('it is in the log', () =>
    world.db.selectFrom('messages').where('body', '=', 'One more thing').select('seq').executeTakeFirst(),
  );
  await pass(customer.conversationId, 2);
  const mail = await smtp.to('bea@example.com');
  expect(mail.text).toContain('One more thing');
  // Sweeps begin with the oldest: what the silent customer and the present one would have got has gone out before.
  const said = smtp.taken.slice(before).map(({ text }) => text ?? '');
  expect(said.join(' ')).not.toMatch(/Nowhere to write to|You are here/);
});

test('nobody answered until closing time: an absent customer is told by mail, an address once a day', async () => {
  for (const _ of ['once', 'twice']) {
    const { customer, handoffId } = await askAtNight('cleo@example.com');
    await itIs('2030-05-13T17:00:01Z', handoffId);
    const { rows } = await sql<{ end_reason: string }>`select end_reason from handoffs where id = ${handoffId}`.execute(
      world.db,
    );
    expect(rows).toEqual([{ end_reason: 'outside_hours' }]);
    await pass(customer.conversationId, 2);
    await smtp.to('cleo@example.com');
    await world.sweeper.sweep();
  }
  const told = smtp.taken.filter(({ recipient }) => recipient === 'cleo@example.com');
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('Nobody could answer your question');
  expect(told[0]?.header('auto-submitted')).toBe('auto-generated');
});

test('many ask at once in the name of one address: it is told once that nobody could answer', async () => {
  const people: { customer: Customer; handoffId: string }[] = [];
  for (let i = 0; i < 4; i++) {
    await moveTrialClock(world.db, new Date('2030-05-12T20:00:00Z'));
    const customer = await openCustomer(world);
    const handoffId = await customer.requestHandoff('schedule');
    await untilAtRest(world, handoffId);
    await customer.post('/reach', { email: i % 2 ? 'Victim@example.com' : 'victim@example.com' });
    people.push({ customer, handoffId });
  }
  for (const { customer, handoffId } of people) {
    await sql`select end_handoff(${handoffId}, 'outside_hours', 'test', null, false)`.execute(world.db);
    await pass(customer.conversationId, 5);
  }
  await until('all are settled', async () => {
    const { rows } = await sql<{ left: number }>`select count(*)::int as left from unread_by_customers()`.execute(
      world.db,
    );
    return rows[0]?.left === 0;
  });
  expect(smtp.taken.filter(({ recipient }) => /victim/i.test(recipient))).toHaveLength(1);
  // An answer that comes now is not held back by a start that led to nothing.
  await until('no start is pending', async () => {
    const ids = people.map(({ handoffId }) => handoffId);
    const rows = await world.db.selectFrom('handoffs').where('id', 'in', ids).select('mail_started_at').execute();
    return rows.every((row) => row.mail_started_at === null);
  });
});

test('what was read live is not mailed a day later, when the customer has long been gone', async () => {
  const { customer, handoffId, agents } = await askAtNight('finn@example.com');
  const card = await agents.card(handoffId);
  await customer.connect();
  await agents.reply(card.ts, 'You read this');
  await customer.sees('You read this');
  await pass(customer.conversationId, 10);
  await gone(customer);
  await agents.click(card, 'end_handoff');
  await until('it has ended', async () => {
    const { rows } = await sql<{ ended: boolean }>`
      select status = 'ended' as ended from handoffs where id = ${handoffId}`.execute(world.db);
    return rows[0]?.ended;
  });
  await pass(customer.conversationId, 25 * 60);
  await sql`update handoffs set ended_at = ended_at - interval '23 hours' where id = ${handoffId}`.execute(world.db);
  await world.sweeper.sweep();
  const { rows } = await sql`select 1 from unread_by_customers() where handoff_id = ${handoffId}`.execute(world.db);
  expect(rows).toEqual([]);
});

test('a mail server that was away: what was said meanwhile comes by mail, nothing of it twice', async () => {
  const { customer, handoffId, agents } = await askAtNight('dora@example.com');
  const card = await agents.card(handoffId);
  smtp.be(451);
  const say = async (text: string) => {
    await agents.reply(card.ts, text);
    await until('it is in the log', () =>
      world.db.selectFrom('messages').where('body', '=', text).select('seq').executeTakeFirst(),
    );
    await pass(customer.conversationId, 2);
  };
  await say('First answer');
  await until('it was tried', async () => {
    const row = await world.db
      .selectFrom('handoffs')
      .where('id', '=', handoffId)
      .select('mail_through')
      .executeTakeFirst();
    return row?.mail_through;
  });
  await say('Second answer');
  // As long as after that the sweeper would begin it again.
  await sql`update handoffs set mail_started_at = mail_started_at - interval '1 hour' where id = ${handoffId}`.execute(
    world.db,
  );
  await world.sweeper.sweep();
  smtp.be('takes');
  await until('both are mailed', () =>
    smtp.taken.some((mail) => mail.recipient === 'dora@example.com' && mail.text?.includes('Second answer')),
  );
  const texts = smtp.taken.filter(({ recipient }) => recipient === 'dora@example.com').map(({ text }) => text ?? '');
  expect(texts.join(' ').match(/First answer/g)).toHaveLength(1);
  expect(texts.join(' ').match(/Second answer/g)).toHaveLength(1);
});

test('an address that is refused for good: the agents are told in the thread', async () => {
  const { customer, handoffId, agents } = await askAtNight('nobody@example.com');
  smtp.be(550);
  const card = await agents.card(handoffId);
  await agents.reply(card.ts, 'Hello there');
  await until('it is in the log', () =>
    world.db.selectFrom('messages').where('body', '=', 'Hello there').select('seq').executeTakeFirst(),
  );
  await pass(customer.conversationId, 2);
  await agents.sees('could not be sent by e-mail');
  smtp.be('takes');
});

test('a mail server that says "later": an operator reads that it was the mail server', async () => {
  const { customer, handoffId, agents } = await askAtNight('emil@example.com');
  smtp.be(451);
  await agents.reply((await agents.card(handoffId)).ts, 'Word of the server');
  await until('it is in the log', () =>
    world.db.selectFrom('messages').where('body', '=', 'Word of the server').select('seq').executeTakeFirst(),
  );
  await pass(customer.conversationId, 2);
  const { workflow } = world.context.temporal.client;
  const failure = await until('it was tried', async () => {
    // The sweeper begins it.
    const handle = workflow.getHandle(`customer-mail/${handoffId}`);
    return (await handle.describe().catch(() => undefined))?.raw.pendingActivities?.[0]?.lastFailure;
  });
  expect(failure.message).toContain('The mail server asks to try');
  smtp.be('takes');
  await smtp.to('emil@example.com');
});

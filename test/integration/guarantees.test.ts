import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { checkRun, type Guarantee, type Run } from '../support/checker.ts';
import { observe } from '../support/observe.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

const nothing = { lost: [], doubled: [], misordered: [], phantom: [], ends: [] };

/**
 * Two handoffs one after the other, with a duplicated event and a post that is cut off after Slack took it.
 * A wait that is too long is let go: whether something is missing is the checker's to say.
 */
const talk = async (world: World, limitMs = 30_000): Promise<Run> => {
  const customer = await openCustomer(world);
  const agents = createAgents(world);
  const sent: { text: string; accepted: boolean }[] = [];
  const say = async (text: string, handoffId: string) => {
    const message = { text, accepted: false };
    sent.push(message);
    message.accepted = (await customer.send(text, handoffId)).status < 300;
  };
  const atMost = (wait: Promise<unknown>) => wait.catch(() => undefined);
  await customer.connect();
  for (const round of [1, 2]) {
    const handoffId = await customer.requestHandoff();
    const card = await agents.card(handoffId);
    await until('the thread is open', () => customer.state().handoff?.status === 'waiting');
    await agents.fault({ on: 'call', method: 'chat.postMessage', kind: 'reset' });
    await say(`Cut off {c${round}-1}`, handoffId);
    await atMost(agents.sees(`{c${round}-1}`, limitMs));
    // Left over where nothing was posted; it would hit the agent's own post.
    await agents.control('faults', undefined, 'DELETE');
    await agents.fault({ on: 'event', kind: 'new_id' });
    await agents.reply(card.ts, `Twice {a${round}-1}`);
    await atMost(customer.hears(`{a${round}-1}`, limitMs));
    await say(`Calm {c${round}-2}`, handoffId);
    await atMost(agents.sees(`{c${round}-2}`, limitMs));
    await agents.click(card, 'end_handoff');
    await until('the end', () => customer.state().handoff?.status === 'ended');
  }
  const run = await observe(world, agents, [{ customer, sent }]);
  customer.disconnect();
  return run;
};

/** Each breaks one thing that a guarantee rests on, in this world's database alone. */
const sabotage: [what: string, statement: string, broken: Guarantee][] = [
  [
    'posts are begun without looking back',
    `create or replace function begin_post(p_key text, p_workspace text, p_provider text, p_thread_ref text, p_through bigint)
     returns jsonb language sql as $$ select jsonb_build_object('before', 'new') $$`,
    'doubled',
  ],
  [
    'events are not deduped',
    `create or replace function seen_before(p_provider text, p_keys text[]) returns boolean language sql as $$ select false $$;
     drop index messages_external_id`,
    'doubled',
  ],
  [
    'a delivery is noted for more than was posted',
    `create or replace function note_delivered(p_handoff text, p_through bigint) returns boolean language sql as $$
       update handoffs set delivered_seq = 1000000, bell_pending = false where id = p_handoff returning false $$`,
    'lost',
  ],
  [
    'messages are answered and not kept',
    `create or replace function accept_customer_message(p_workspace text, p_conversation text, p_client_id text, p_body text,
       p_handoff text) returns jsonb language sql as $$
       select jsonb_build_object('outcome', 'duplicate', 'sameText', true,
         'entry', jsonb_build_object('seq', 1, 'at', now(), 'kind', 'customer', 'text', p_body)) $$`,
    'lost',
  ],
];

test('a run with faults on both sides breaks no guarantee, and the checker notices whatever is changed in it', async () => {
  const world = await startWorld();
  try {
    const run = await talk(world);
    expect(checkRun(run)).toEqual(nothing);
    for (const [broken, change] of mutations) {
      const changed = structuredClone(run);
      change(changed);
      expect(checkRun(changed)[broken], change.toString()).not.toEqual([]);
    }
  } finally {
    await world.stop();
  }
});

test.each(sabotage)('the checker goes red when %s', async (_, statement, broken) => {
  const world = await startWorld();
  try {
    for (const one of statement.split(';\n')) await sql.raw(one).execute(world.db);
    expect(checkRun(await talk(world, 4000))[broken]).not.toEqual([]);
  } finally {
    await world.stop();
  }
});

const one = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('The run has nothing to change');
  return found;
};
const bot = 'U0HANDOFF';

/** Each breaks one guarantee in the record of a good run. */
const mutations: [Guarantee, (run: Run) => void][] = [
  [
    'lost',
    (run) =>
      run.log.splice(
        run.log.findIndex((entry) => entry.text.includes('{c1-2}')),
        1,
      ),
  ],
  [
    'lost',
    (run) =>
      run.log.splice(
        run.log.findIndex((entry) => entry.text.includes('{a1-1}')),
        1,
      ),
  ],
  ['lost', (run) => one(run.customers[0]).seen.pop()],
  [
    'lost',
    (run) =>
      run.ledger.splice(
        run.ledger.findIndex((m) => m.user === bot && m.text.includes('{c1-2}')),
        1,
      ),
  ],
  [
    'doubled',
    (run) => run.ledger.push({ ...one(run.ledger.find((m) => m.text.includes('{c2-1}'))), ts: '9999999999.1' }),
  ],
  ['doubled', (run) => run.ledger.push(one(run.ledger.find((m) => m.metadata?.event_payload.key.endsWith('/card'))))],
  ['doubled', (run) => one(run.customers[0]).seen.push(one(one(run.customers[0]).seen.at(-1)))],
  ['doubled', (run) => run.log.push({ ...one(run.log.find((entry) => entry.text.includes('{c1-1}'))), seq: 999 })],
  ['misordered', (run) => one(run.customers[0]).seen.reverse()],
  ['misordered', (run) => one(run.customers[0]).sent.reverse()],
  [
    'misordered',
    (run) =>
      Object.assign(one(run.ledger.find((m) => m.user === bot && m.text.includes('{c1-1}'))), { ts: '9999999999.1' }),
  ],
  ['misordered', (run) => run.log.splice(0, 1)],
  ['phantom', (run) => Object.assign(one(one(run.customers[0]).seen[0]), { text: '{never}' })],
  [
    'phantom',
    (run) =>
      Object.assign(one(run.ledger.find((m) => m.user === bot && m.text.includes('{c1-1}'))), { blocks: ['{never}'] }),
  ],
  [
    'ends',
    (run) =>
      run.log.splice(
        run.log.findIndex((entry) => entry.event?.type === 'handoff_ended'),
        1,
      ),
  ],
  ['ends', (run) => run.log.push({ ...one(run.log.find((entry) => entry.event?.type === 'handoff_ended')), seq: 999 })],
  [
    'ends',
    (run) =>
      run.ledger.splice(
        run.ledger.findIndex((m) => m.text.startsWith('This session has ended')),
        1,
      ),
  ],
];

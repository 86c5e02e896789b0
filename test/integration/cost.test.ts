import { temporal } from '@temporalio/proto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHandoff } from '../support/people.ts';
import { until } from '../support/until.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const billed: Record<string, number> = {
  EVENT_TYPE_WORKFLOW_EXECUTION_STARTED: 1,
  EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED: 1,
  EVENT_TYPE_TIMER_STARTED: 1,
  EVENT_TYPE_ACTIVITY_TASK_SCHEDULED: 1,
  EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: 1,
  EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED: 1,
};

/** Ten messages each way, the customer's in bursts of `burst`; counts what Temporal would bill and keep. */
const costOf = async (burst: number) => {
  const { customer, agents, handoffId, card } = await openHandoff(world);
  for (let n = 0; n < 10; n += burst) {
    const texts = Array.from({ length: Math.min(burst, 10 - n) }, (_, i) => `question ${n + i} of ${burst}`);
    await Promise.all(texts.map((text) => customer.send(text, handoffId)));
    await Promise.all(texts.map((text) => agents.sees(text)));
    for (const text of texts) await agents.reply(card.ts, `answer to ${text}`);
    for (const text of texts) await customer.sees(`answer to ${text}`);
    await until('the bell is quiet', async () => {
      const row = await world.db
        .selectFrom('handoffs')
        .select('bell_pending')
        .where('id', '=', handoffId)
        .executeTakeFirstOrThrow();
      return !row.bell_pending;
    });
  }
  await agents.click(card, 'end_handoff');
  const handle = world.context.temporal.client.workflow.getHandle(`handoff/${handoffId}`);
  await handle.result();
  const events = (await handle.fetchHistory()).events ?? [];
  const names = events.map((event) => temporal.api.enums.v1.EventType[event.eventType ?? 0] ?? '');
  return { actions: names.reduce((sum, name) => sum + (billed[name] ?? 0), 0), events: names.length };
};

test('ten messages each way cost at most 37 Actions and 173 events one by one', async () => {
  const { actions, events } = await costOf(1);
  expect(actions).toBeLessThanOrEqual(37);
  expect(events).toBeLessThanOrEqual(173);
});

test('in bursts of three they cost at most 25 Actions and 120 events', async () => {
  const { actions, events } = await costOf(3);
  expect(actions).toBeLessThanOrEqual(25);
  expect(events).toBeLessThanOrEqual(120);
});

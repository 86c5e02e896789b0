import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedTemporal, startTemporal } from '../../src/embedded/temporal-server.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { until } from '../support/until.ts';
import { replay } from '../support/workflow-rig.ts';
import { startWorld } from '../support/world.ts';

let temporal: EmbeddedTemporal;
let box: string;
beforeAll(async () => {
  box = await mkdtemp(join(tmpdir(), 'handoff-temporal-'));
  temporal = await startTemporal({
    logFile: join(box, 'temporal.log'),
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': '50' },
  });
});
afterAll(async () => {
  await temporal.stop();
  await rm(box, { recursive: true, force: true });
});

test('a long handoff goes on in new runs and loses nothing, not even its end', async () => {
  const world = await startWorld({ temporalAddress: temporal.address });
  try {
    const customer = await openCustomer(world);
    const agents = createAgents(world);
    await customer.connect();
    const handoffId = await customer.requestHandoff();
    const card = await agents.card(handoffId);
    await agents.reply(card.ts, 'hello');
    await customer.is('active');
    const handle = world.context.temporal.client.workflow.getHandle(`handoff/${handoffId}`);
    const firstRun = (await handle.describe()).runId;
    for (let i = 0; i < 12; i++) {
      await customer.send(`line ${i};`, handoffId);
      await agents.sees(`line ${i};`);
    }
    await until('a new run', async () => (await handle.describe()).runId !== firstRun);
    await customer.send('line last;', handoffId);
    await agents.click(card, 'end_handoff');
    expect((await customer.ends()).endReason).toBe('agent_ended');
    expect(await handle.result()).toBe('agent_ended');
    await agents.sees('This session has ended');
    for (const [name, run] of [
      ['before', firstRun],
      ['after', (await handle.describe()).runId],
    ]) {
      const history = await world.context.temporal.client.workflow.getHandle(handle.workflowId, run).fetchHistory();
      await replay(history, `a-long-handoff-${name}-its-new-run`);
    }
    const posted = (await agents.thread(card.ts)).flatMap(
      (m) => JSON.stringify(m.blocks ?? []).match(/line \w+;/g) ?? [],
    );
    expect(posted).toEqual([...Array.from({ length: 12 }, (_, i) => `line ${i};`), 'line last;']);
  } finally {
    await world.stop();
  }
});

test('an operator ends a long handoff at the moment of a new run: it ends once, and its thread is closed', async () => {
  const world = await startWorld({ temporalAddress: temporal.address });
  try {
    const agents = createAgents(world);
    for (const lines of [4, 5, 6]) {
      const customer = await openCustomer(world);
      await customer.connect();
      const handoffId = await customer.requestHandoff();
      const card = await agents.card(handoffId);
      await customer.is('waiting');
      const handle = world.context.temporal.client.workflow.getHandle(`handoff/${handoffId}`);
      for (let i = 0; i < lines; i++) {
        await customer.send(`of ${lines} line ${i};`, handoffId);
        await agents.sees(`of ${lines} line ${i};`);
      }
      await Promise.all([customer.send('crossing', handoffId), handle.executeUpdate('end')]);
      expect((await customer.ends()).endReason).toBe('cancelled_by_operator');
      expect(await handle.result()).toBe('cancelled_by_operator');
      expect(customer.seen.filter((entry) => entry.event?.type === 'handoff_ended')).toHaveLength(1);
      const closings = (await agents.thread(card.ts)).filter((m) => m.text.startsWith('This session has ended'));
      expect(closings).toHaveLength(1);
      customer.disconnect();
    }
  } finally {
    await world.stop();
  }
});

import { expect, test } from 'vitest';
import { freePort } from '../../src/embedded/free-port.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { kill, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';

test('a worker tells its own metrics: what its sweeper mended is counted there', async () => {
  const world = await startWorld({ worker: false, sweepMs: 600_000 });
  const port = await freePort();
  const customer = await openCustomer(world);
  const handoffId = await customer.requestHandoff();
  await until('the start is noted', () =>
    world.db
      .updateTable('handoffs')
      .set({ workflow_started_at: null })
      .where('workflow_started_at', 'is not', null)
      .executeTakeFirst()
      .then(({ numUpdatedRows }) => numUpdatedRows > 0n),
  );
  const worker = await startProgram('src/bin/worker.ts', { ...world.env, METRICS_PORT: String(port) });
  try {
    const url = `http://127.0.0.1:${port}`;
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await until('the finding is counted', async () =>
      (await (await fetch(`${url}/metrics`)).text()).includes(
        'handoff_sweeper_findings_total{kind="missing_workflow"} 1',
      ),
    );
    await createAgents(world).card(handoffId);
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  } finally {
    await kill(worker);
    await world.stop();
  }
});

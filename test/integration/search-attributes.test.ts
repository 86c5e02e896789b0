import { randomUUID } from 'node:crypto';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { connectTemporal } from '../../src/temporal/connection.ts';
import { ensureAttributes, missingAttributes } from '../../src/temporal/search-attributes.ts';
import { handoffAttributes } from '../../workflows/search-attributes.ts';
import { until } from '../support/until.ts';

const names = Object.values(handoffAttributes).map(({ name }) => name);

/** A namespace as one's own server has it: without our search attributes. */
const plainNamespace = async () => {
  const namespace = `plain-${randomUUID()}`;
  const temporal = await connectTemporal({
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: namespace,
  });
  onTestFinished(temporal.close);
  const { workflowService } = temporal.client;
  await workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as unknown as never },
  });
  await until('the namespace is known', () =>
    missingAttributes(temporal.client).then(
      () => true,
      () => false,
    ),
  );
  return temporal.client;
};
const logTo = (lines: string[]) => createLogger('test', 'info', { write: (line) => lines.push(line) });

test('a namespace without the search attributes gets those that are missing, once', async () => {
  const client = await plainNamespace();
  const lines: string[] = [];
  const log = logTo(lines);
  expect(await missingAttributes(client)).toEqual(names);
  await ensureAttributes(client, log);
  await until('they are known', async () => (await missingAttributes(client)).length === 0);
  await ensureAttributes(client, log);
  expect(lines).toHaveLength(1);

  const [one = ''] = names;
  await client.connection.operatorService.removeSearchAttributes({
    namespace: client.options.namespace,
    searchAttributes: [one],
  });
  await until('one is gone', async () => (await missingAttributes(client)).join() === one);
  await Promise.all([ensureAttributes(client, log), ensureAttributes(client, log)]);
  await until('it is back', async () => (await missingAttributes(client)).length === 0);
  expect(lines.filter((line) => line.includes('"level":50'))).toEqual([]);
});

test('where adding is not allowed, one error names them and the command', async () => {
  const client = await plainNamespace();
  const denied = Object.assign(new Error('7 PERMISSION_DENIED'), { code: 7, details: '', metadata: {} });
  vi.spyOn(client.connection.operatorService, 'addSearchAttributes').mockRejectedValue(denied);
  const lines: string[] = [];
  await ensureAttributes(client, logTo(lines));
  expect(lines).toHaveLength(1);
  for (const name of names) expect(lines[0]).toContain(`--name ${name} --type Keyword`);
});

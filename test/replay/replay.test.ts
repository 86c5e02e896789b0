import { readdir, readFile } from 'node:fs/promises';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';

const folder = new URL('./histories/', import.meta.url);

test('workflows that were begun by landed code go on under this code', async () => {
  const bundle = { code: await readFile(inject('bundlePath'), 'utf8') } as WorkflowBundleWithSourceMap;
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  expect(files.length).toBeGreaterThanOrEqual(25);
  for (const file of files) {
    const history = historyFromJSON(JSON.parse(await readFile(new URL(file, folder), 'utf8')));
    await expect(Worker.runReplayHistory({ workflowBundle: bundle }, history, file), file).resolves.toBeUndefined();
  }
});

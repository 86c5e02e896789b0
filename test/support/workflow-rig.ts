import { readFile, writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import type { HandoffSnapshot } from '../../src/handoffs/snapshot.ts';
import { bell } from '../../workflows/messages.ts';
import { handoffAttributes } from '../../workflows/search-attributes.ts';

const base: HandoffSnapshot = { status: 'requested', admitted: false, threadOpen: false, threadClosed: false };
export const waiting: HandoffSnapshot = { ...base, status: 'waiting', admitted: true, threadOpen: true };
export const active: HandoffSnapshot = { ...waiting, status: 'active', agent: 'U0MAYA' };
export const admitted: HandoffSnapshot = { ...base, admitted: true };
export const ended = (endReason: HandoffSnapshot['endReason'], threadClosed = false): HandoffSnapshot => ({
  ...waiting,
  status: 'ended',
  threadClosed,
  ...(endReason && { endReason }),
});

/** A time-skipping server, and the handoff workflow against a row that the test plays. */
export const createRig = async () => {
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: inject('testServerPath') } },
  });
  for (const { name } of Object.values(handoffAttributes)) {
    await environment.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: { [name]: 2 },
    });
  }
  const bundle = { code: await readFile(inject('bundlePath'), 'utf8') } as WorkflowBundleWithSourceMap;
  let runs = 0;

  /** `row` answers each activity by name; what it does not name answers with `row.otherwise`. Returns calls and history. */
  const run = async (
    row: { [activity: string]: (call: number, handoffId: string) => HandoffSnapshot | Promise<HandoffSnapshot> },
    during?: (handle: Awaited<ReturnType<typeof environment.client.workflow.start>>) => Promise<void>,
    name = expect
      .getState()
      .currentTestName?.replace(/[^a-z]+/gi, '-')
      .slice(0, 60),
  ) => {
    const taskQueue = `rig-${runs++}`;
    const calls: string[] = [];
    const activity = (name: string) => (handoffId: string) => {
      calls.push(name);
      const answer = row[name] ?? row.otherwise;
      if (!answer) throw new Error(`Nothing answers ${name}`);
      return answer(calls.filter((call) => call === name).length, handoffId);
    };
    const names = ['admit', 'openThread', 'attend', 'checkClocks', 'endHandoff', 'closeThread'];
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue,
      workflowBundle: bundle,
      activities: Object.fromEntries(names.map((name) => [name, activity(name)])),
    });
    return worker.runUntil(async () => {
      const handle = await environment.client.workflow.start('handoff', {
        taskQueue,
        workflowId: `handoff/${taskQueue}`,
        args: [{ handoffId: taskQueue }],
      });
      await during?.(handle as never);
      const reason: string = await handle.result();
      const history = await handle.fetchHistory();
      await Worker.runReplayHistory({ workflowBundle: bundle }, history, handle.workflowId);
      // Made anew by hand only, in a commit that says why: a running handoff must survive a deploy.
      if (process.env.RECORD_HISTORIES && name) {
        await writeFile(new URL(`../replay/histories/${name}.json`, import.meta.url), historyToJSON(history));
      }
      return { reason, calls, history };
    });
  };
  return {
    environment,
    run,
    ring: (handle: { signal: (s: typeof bell) => Promise<void> }) => handle.signal(bell),
    stop: () => environment.teardown(),
  };
};
export type Rig = Awaited<ReturnType<typeof createRig>>;

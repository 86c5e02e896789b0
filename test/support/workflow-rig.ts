import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
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

type History = Parameters<typeof historyToJSON>[0];
type Handle = WorkflowHandleWithFirstExecutionRunId<Workflow>;

/**
 * Replays a workflow's own history. With RECORD_HISTORIES it is kept as one that later code must replay: by hand only, in a
 * commit that says why, since a running handoff must survive a deploy.
 */
export const replay = async (history: History, name = testName()): Promise<void> => {
  const bundle = { code: await readFile(inject('bundlePath'), 'utf8') } as WorkflowBundleWithSourceMap;
  await Worker.runReplayHistory({ workflowBundle: bundle }, history, name);
  if (process.env.RECORD_HISTORIES)
    await writeFile(
      new URL(`../replay/histories/${name}.json`, import.meta.url),
      withoutMachine(historyToJSON(history)),
    );
};

/** Paths and names of the machine are nothing that a replay needs. */
const withoutMachine = (json: string): string =>
  json.replace(/"stackTrace": *"(?:[^"\\]|\\.)*"/g, '"stackTrace": ""').replaceAll(`@${hostname()}`, '@worker');

const testName = (): string => (expect.getState().currentTestName ?? 'nameless').replace(/[^a-z]+/gi, '-').slice(0, 60);

/** A time-skipping server, and workflows whose activities the test plays. */
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

  /** Runs one workflow to its end, and replays it. Rejects as the workflow does. */
  const play = async <R>(
    type: string,
    input: object,
    activities: Record<string, (id: string) => unknown>,
    during?: (handle: Handle) => Promise<void>,
    name?: string,
  ): Promise<{ result: R; history: History }> => {
    const taskQueue = `rig-${runs++}`;
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue,
      workflowBundle: bundle,
      activities,
    });
    return worker.runUntil(async () => {
      const workflowId = `${type}/${taskQueue}`;
      const handle = await environment.client.workflow.start(type, { taskQueue, workflowId, args: [input] });
      await during?.(handle);
      try {
        return { result: (await handle.result()) as R, history: await handle.fetchHistory() };
      } finally {
        await replay(await handle.fetchHistory(), name);
      }
    });
  };

  /** A handoff. `row` answers each activity by name; what it does not name answers with `row.otherwise`. */
  const run = async (
    row: { [activity: string]: (call: number) => HandoffSnapshot | Promise<HandoffSnapshot> },
    during?: (handle: Handle) => Promise<void>,
    name?: string,
  ) => {
    const calls: string[] = [];
    const activity = (called: string) => () => {
      calls.push(called);
      const answer = row[called] ?? row.otherwise;
      if (!answer) throw new Error(`Nothing answers ${called}`);
      return answer(calls.filter((call) => call === called).length);
    };
    const names = ['admit', 'openThread', 'attend', 'checkClocks', 'endHandoff', 'closeThread'];
    const activities = Object.fromEntries(names.map((each) => [each, activity(each)]));
    const { result, history } = await play<string>('handoff', { handoffId: 'ho_rig' }, activities, during, name);
    return { reason: result, calls, history };
  };
  return {
    environment,
    play,
    run,
    ring: (handle: Handle) => handle.signal(bell),
    stop: () => environment.teardown(),
  };
};
export type Rig = Awaited<ReturnType<typeof createRig>>;

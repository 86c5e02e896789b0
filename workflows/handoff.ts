import type { SearchAttributeUpdatePair } from '@temporalio/common';
import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { EndReason } from '../src/contract/handoff.ts';
import { describeProgress } from '../src/handoffs/describe-progress.ts';
import { afterLook, type HandoffProgress, nextStep, type Step } from '../src/handoffs/next-step.ts';
import type { HandoffSnapshot } from '../src/handoffs/snapshot.ts';
import { admit, attend, checkClocks, closeThread, endHandoff, openThread } from './activity-proxies.ts';
import { Alarm } from './alarm.ts';
import { bell, end, progressQuery } from './messages.ts';
import { handoffAttributes } from './search-attributes.ts';

export type HandoffInput = {
  handoffId: string;
  /** From the run before, when this one continues it. */
  progress?: HandoffProgress;
};

/** One handoff with people, from the request to its end. Postgres holds the truth; this keeps the clocks and acts. */
export async function handoff(input: HandoffInput): Promise<EndReason> {
  let progress: HandoffProgress = input.progress ?? { rung: false, retrying: false };
  const alarm = new Alarm();

  setHandler(
    bell,
    () => {
      progress.rung = true;
    },
    { description: 'Look into Postgres: something happened' },
  );
  setHandler(
    end,
    () => {
      progress.endRequest = 'cancelled_by_operator';
      return 'The end is noted; customer and agents will be told.';
    },
    {
      description: 'Ends this handoff now. The customer goes back to the assistant and the thread is closed.',
      validator: () => {
        if (progress.snapshot?.status === 'ended') throw ApplicationFailure.nonRetryable('This handoff has ended.');
      },
    },
  );
  setHandler(progressQuery, () => progress, { description: 'What this workflow knows of the handoff' });
  const describe = () => setCurrentDetails(describeProgress(progress));

  const idle = () => nextStep(progress, Date.now()).do === 'wait';

  const run = async (): Promise<EndReason> => {
    for (;;) {
      // An update's answer always comes before what follows from it: else a replay, which may hand over a bell and an
      // update in another order, would issue the two the other way round.
      if (!allHandlersFinished()) await condition(allHandlersFinished);
      describe();
      const step = nextStep(progress, Date.now());
      if (step.do === 'finish') return progress.snapshot?.endReason ?? 'disconnected';
      if (step.do === 'wait') {
        if (workflowInfo().continueAsNewSuggested)
          await continueAsNew<typeof handoff>({ handoffId: input.handoffId, progress });
        alarm.arm(progress.dueAt, progress.snapshot?.clock ?? 'next look');
        await condition(
          () => !idle() || (progress.dueAt !== undefined && !alarm.armed) || workflowInfo().continueAsNewSuggested,
        );
        continue;
      }
      const before = progress.snapshot;
      // What rings from here on is news to this look.
      progress.rung = false;
      const snapshot = await look(step, input.handoffId);
      progress = afterLook(progress, snapshot, Date.now());
      publish(before, snapshot);
    }
  };

  try {
    return await run();
  } catch (error) {
    if (!isCancellation(error)) throw error;
    progress.endRequest = 'cancelled_by_operator';
    return await CancellationScope.nonCancellable(run);
  }
}

const look = (step: Exclude<Step, { do: 'wait' | 'finish' }>, handoffId: string): Promise<HandoffSnapshot> => {
  switch (step.do) {
    case 'admit':
      return admit(handoffId);
    case 'openThread':
      return openThread(handoffId);
    case 'attend':
      return attend(handoffId);
    case 'checkClocks':
      return checkClocks(handoffId);
    case 'end':
      return endHandoff(handoffId, step.reason);
    case 'closeThread':
      return closeThread(handoffId);
  }
};

/** Tells the operators' list what changed. One call per change costs one Action, so nothing is sent twice. */
const publish = (before: HandoffSnapshot | undefined, now: HandoffSnapshot): void => {
  const changes: SearchAttributeUpdatePair[] = [];
  if (now.status !== (before?.status ?? 'requested'))
    changes.push({ key: handoffAttributes.status, value: now.status });
  if (now.agent && now.agent !== before?.agent) changes.push({ key: handoffAttributes.agent, value: now.agent });
  if (now.endReason && now.endReason !== before?.endReason)
    changes.push({ key: handoffAttributes.endReason, value: now.endReason });
  if (changes.length > 0) upsertSearchAttributes(changes);
};

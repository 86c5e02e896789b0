import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { HandoffProgress } from '../src/handoffs/next-step.ts';

/** "Look into Postgres": carries nothing, and many rings are one. */
export const bell = defineSignal('bell');

/** Ends the handoff in the operator's name. Answers as soon as the wish is noted. */
export const end = defineUpdate<string>('end');

/** What the workflow knows, for operators. */
export const progressQuery = defineQuery<HandoffProgress>('progress');

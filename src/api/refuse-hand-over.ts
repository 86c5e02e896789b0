import type { HandOverOutcome } from '../conversations/hand-over.ts';
import { ApiError } from './api-error.ts';

/** Throws for the outcomes of a handoff request that are refusals. */
export const refuseHandOver = ({ outcome }: HandOverOutcome): void => {
  if (outcome === 'handoff_disabled') throw new ApiError('handoff_disabled', 'Live agent is off for this workspace.');
  if (outcome === 'manual_handoff_disabled')
    throw new ApiError('manual_handoff_disabled', 'Customers can not ask for a person here.');
  if (outcome === 'unknown_conversation')
    throw new ApiError('conversation_not_found', 'There is no such conversation.');
};

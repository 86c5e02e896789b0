import { defineSearchAttributeKey } from '@temporalio/common';

/** By these operators filter handoffs in the Temporal UI. Keywords; opaque ids only, never personal data. */
export const handoffAttributes = {
  status: defineSearchAttributeKey('HandoffStatus', 'KEYWORD'),
  endReason: defineSearchAttributeKey('HandoffEndReason', 'KEYWORD'),
  channel: defineSearchAttributeKey('HandoffChannel', 'KEYWORD'),
  workspace: defineSearchAttributeKey('HandoffWorkspace', 'KEYWORD'),
  agent: defineSearchAttributeKey('HandoffAgent', 'KEYWORD'),
};

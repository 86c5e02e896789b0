import type { EndReason } from '../contract/handoff.ts';
import { endWords } from '../handoffs/end-words.ts';

/** Why a customer sent the form: how their handoff ended, or that they asked for it. */
export const reasonWords = (reason: string): string =>
  reason in endWords ? endWords[reason as EndReason] : reason.replaceAll('_', ' ');

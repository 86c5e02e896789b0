import { endWords } from './end-words.ts';
import type { HandoffProgress } from './next-step.ts';
import type { ClockName } from './snapshot.ts';

const clockLines: Record<ClockName, string> = {
  first_response: 'ends if no agent answers',
  inactivity_warning: 'warns both sides of inactivity',
  inactivity: 'ends for inactivity',
  queue: 'leaves the queue for the contact form',
  customer_away: 'ends because the customer is gone',
  opening: 'the team opens',
  closing: 'the team closes',
};

/** What a handoff is doing, as an operator reads it in the Temporal UI. No personal data. */
export const describeProgress = (p: HandoffProgress): string => {
  const s = p.snapshot;
  if (!s) return 'Finding out whether anybody is there.';
  const now = {
    requested: s.admitted ? 'Opening the thread in the agent channel.' : 'Finding out whether anybody is there.',
    scheduled: 'Closed. The customer asked to be connected when the team opens.',
    queued: 'All agents are busy. The customer waits in the queue.',
    waiting: 'The thread is open. Nobody has answered yet.',
    active: `Live with agent ${s.agent ?? ''}.`,
    ended: `Ended: ${s.endReason ? endWords[s.endReason] : ''}.${s.threadClosed ? '' : ' Closing the thread.'}`,
  }[s.status];
  const lines = [`**${now}**`];
  if (s.status !== 'ended' && p.dueAt !== undefined) {
    const at = new Date(p.dueAt).toISOString().replace('T', ' ').slice(0, 19);
    if (p.retrying) lines.push(`The agent channel did not take the last post; next try at ${at} UTC.`);
    else if (s.clock)
      lines.push(
        `Next clock: ${clockLines[s.clock]}, ${at} UTC, ${s.clock === 'customer_away' ? 'unless they come back' : 'or later if there is activity'}.`,
      );
  }
  if (p.endRequest && s.status !== 'ended') lines.push('An operator asked for the end.');
  return lines.join('\n\n');
};

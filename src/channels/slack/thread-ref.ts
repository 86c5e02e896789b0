/** A Slack thread as the rest of the code sees it: opaque. */
export type SlackThread = { team: string; channel: string; ts: string };

export const toThreadRef = ({ team, channel, ts }: SlackThread): string => `slack:${team}:${channel}:${ts}`;

/** Throws for what is no thread of ours: that is a fault of the caller. */
export const fromThreadRef = (threadRef: string): SlackThread => {
  const [provider, team, channel, ts] = threadRef.split(':');
  if (provider !== 'slack' || !team || !channel || !ts) throw new Error(`Not a Slack thread: ${threadRef}`);
  return { team, channel, ts };
};

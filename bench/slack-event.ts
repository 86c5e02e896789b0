import { createHmac } from 'node:crypto';
import { post } from './http.ts';
import { botUser, signingSecret, team } from './parts.ts';

/** An agent's reply with the number `n`, as Slack sends it: signed now. */
export const sendEvent = (to: string, thread: { channel: string; ts: string }, n: number) => {
  const ts = `${1_760_000_000 + n}.${String(n % 1_000_000).padStart(6, '0')}`;
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: team,
    api_app_id: 'A0BENCH',
    authorizations: [{ team_id: team, user_id: botUser }],
    event: {
      type: 'message',
      user: 'U0AGENT',
      text: `answer #${n}#`,
      channel: thread.channel,
      ts,
      thread_ts: thread.ts,
      parent_user_id: botUser,
    },
  });
  const at = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
  return post(to, body, {
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${digest}`,
    'content-type': 'application/json',
  });
};

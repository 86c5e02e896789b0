import { randomUUID } from 'node:crypto';
import { sign } from './events.ts';
import { asView, type View } from './home.ts';
import type { Member, Message } from './model.ts';
import { app, team } from './seed.ts';

const answerLimitMs = 3000;

/** Sends a click or a shortcut to the app, signed. Slack does not retry these: false is a warning to the person. */
export const createInteractivity = (url: string, secret: string, channelName: (id: string) => string) => {
  const send = async (payload: object): Promise<boolean> => {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...sign(secret, body) },
        signal: AbortSignal.timeout(answerLimitMs),
      });
      return response.ok;
    } catch {
      // The app is away: the person is told, as in Slack.
      return false;
    }
  };

  const from = (member: Member) => ({
    team: { id: team.id, domain: team.domain },
    user: { id: member.id, username: member.name, name: member.realName, team_id: team.id },
    api_app_id: app.id,
    trigger_id: randomUUID(),
  });
  const common = (message: Message, member: Member) => ({
    ...from(member),
    channel: { id: message.channel, name: channelName(message.channel) },
    message,
    response_url: '',
  });
  const actionTs = () => String(Date.now() / 1000);

  return {
    click: (message: Message, member: Member, button: { action_id: string; block_id: string; value: string }) =>
      send({
        type: 'block_actions',
        ...common(message, member),
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel,
          is_ephemeral: false,
          ...(message.thread_ts && { thread_ts: message.thread_ts }),
        },
        actions: [{ type: 'button', ...button, action_ts: actionTs() }],
        state: { values: {} },
      }),
    clickHome: (view: View, member: Member, button: { action_id: string; value: string }) =>
      send({
        type: 'block_actions',
        ...from(member),
        container: { type: 'view', view_id: view.id },
        view: asView(view),
        actions: [{ type: 'button', block_id: 'actions', ...button, action_ts: actionTs() }],
      }),
    shortcut: (message: Message, member: Member, callbackId: string) =>
      send({
        type: 'message_action',
        callback_id: callbackId,
        action_ts: actionTs(),
        message_ts: message.ts,
        ...common(message, member),
      }),
  };
};

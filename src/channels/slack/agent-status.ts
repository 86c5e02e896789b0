import { z } from 'zod';
import type { AgentStatusEvent } from '../../contract/agent-status.ts';
import type { InboundRequest } from '../agent-channel.ts';
import { UnreadableRequestError } from '../channel-error.ts';
import { storable } from './decode-text.ts';
import { isUserId } from './user-id.ts';

const ignored = (why: string): InboundRequest => ({ is: 'events', events: [], ignored: why });
const words = ['away', 'back', 'status'] as const;

/** Projects a slash command to what its text asks for. Throws {@link UnreadableRequestError} for what is no command. */
export const parseCommand = (body: Buffer): InboundRequest => {
  const form = new URLSearchParams(body.toString('utf8'));
  // Slack's own look at whether the address answers (docs.slack.dev, slash commands).
  if (form.get('ssl_check') === '1') return { is: 'reply', body: '', type: 'text/plain' };
  const user = form.get('user_id');
  if (!form.get('command') || !user) throw new UnreadableRequestError('The form is no command of Slack.');
  if (!isUserId(user)) return ignored('no_author');
  const asked = form.get('text')?.trim().toLowerCase();
  const trigger = form.get('trigger_id');
  return {
    is: 'agent',
    event: {
      type: words.find((word) => word === asked) ?? 'help',
      ...whoIs(user, form.get('user_name')),
      // Each typing has a trigger of its own.
      keys: trigger ? [`cmd:${storable(trigger, 100)}`] : [],
    },
  };
};

const opened = z.object({ user: z.string(), tab: z.string().nullish() });

/** An event app_home_opened. */
export const parseHomeOpened = (event: unknown): InboundRequest => {
  const read = opened.safeParse(event);
  if (!read.success || !isUserId(read.data.user)) return ignored('unreadable');
  if ((read.data.tab ?? 'home') !== 'home') return ignored('other_tab');
  return { is: 'agent', event: { type: 'home', keys: [], ...whoIs(read.data.user) } };
};

/** A press of a button on the home tab. */
export const homePress = (
  type: 'away' | 'back',
  press: { user: string; name?: string | null | undefined; view: string; at: string },
): InboundRequest => {
  if (!isUserId(press.user)) return ignored('no_author');
  const keys = [`home:${storable(press.view, 100)}:${type}:${press.user}:${storable(press.at, 40)}`];
  return { is: 'agent', event: { type, keys, ...whoIs(press.user, press.name) } };
};

const whoIs = (user: string, name?: string | null): Pick<AgentStatusEvent, 'agentExternalId' | 'agentName'> => ({
  agentExternalId: user,
  ...(name && { agentName: storable(name, 100) }),
});

import { z } from 'zod';
import type { InboundRequest } from '../agent-channel.ts';
import { UnreadableRequestError } from '../channel-error.ts';
import { messageEvent, projectMessage } from './agent-message.ts';
import { parseHomeOpened } from './agent-status.ts';

const envelope = z.object({
  type: z.string(),
  challenge: z.string().optional(),
  team_id: z.string().nullish(),
  api_app_id: z.string().nullish(),
  authorizations: z.array(z.object({ team_id: z.string().nullish(), user_id: z.string().nullish() })).nullish(),
  event: z.looseObject({ type: z.string() }).optional(),
});

const ignored = (why: string): InboundRequest => ({ is: 'events', events: [], ignored: why });

/**
 * Projects a request of the Events API to what an agent did. Calls nothing: who we are is told by the event itself.
 * JSON of another shape is dropped, since Slack would send it again and again. Throws {@link UnreadableRequestError} for
 * what is no JSON.
 */
export const parseEvents = (body: Buffer): InboundRequest => {
  const read = envelope.safeParse(asJson(body));
  if (!read.success) return ignored('unreadable');
  const { type, challenge, event, ...about } = read.data;
  if (type === 'url_verification') return { is: 'reply', body: challenge ?? '', type: 'text/plain' };
  if (type !== 'event_callback' || !event) return ignored('other_envelope');
  if (event.type === 'app_home_opened') return parseHomeOpened(event);
  if (event.type !== 'message') return ignored('other_event');
  const [install] = about.authorizations ?? [];
  const team = install?.team_id ?? about.team_id;
  if (!team) return ignored('no_team');
  const us = { team, botUser: install?.user_id ?? undefined, app: about.api_app_id ?? undefined };
  const message = messageEvent.safeParse(event);
  if (!message.success) return ignored('unreadable');
  const outcome = projectMessage(us, message.data);
  return typeof outcome === 'string' ? ignored(outcome) : { is: 'events', events: [outcome] };
};

const asJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new UnreadableRequestError('The body is not JSON.');
  }
};

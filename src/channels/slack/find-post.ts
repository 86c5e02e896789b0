import type { WebClient } from '@slack/web-api';
import { callSlack } from './slack-client.ts';
import type { SlackThread } from './thread-ref.ts';

const metadataType = 'handoff_post';
/** Slack's clock and ours may differ. */
const skewSeconds = 5;
/** Slack gives 15 of them to apps that are neither internal nor in its Marketplace. */
const pageSize = 200;
const mostPages = 5;

export type OurBot = { botId: string; userId: string };

/** The post's name, kept with it by Slack; visible to members, so it holds nothing but the key. */
export const keyMetadata = (key: string) => ({ event_type: metadataType, event_payload: { key } });

/**
 * The ts of the post that carries `key`, made by our bot at or after `since`, among the thread's posts or the channel's
 * root posts. Gives up after five pages (1,000 posts, or 75 where Slack gives smaller ones): the post counts as not made.
 */
export const findByKey = async (
  client: WebClient,
  us: OurBot,
  where: { channel: string; thread?: SlackThread },
  key: string,
  since: Date,
): Promise<string | undefined> => {
  const oldest = String(Math.floor(since.getTime() / 1000) - skewSeconds);
  const { channel, thread } = where;
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const shared = { oldest, limit: pageSize, include_all_metadata: true, ...(cursor && { cursor }) };
    const found = await callSlack(() =>
      thread
        ? client.conversations.replies({ channel: thread.channel, ts: thread.ts, ...shared })
        : client.conversations.history({ channel, ...shared }),
    );
    const match = found.messages?.find((message) => isOurs(message, us) && keyOf(message.metadata) === key);
    if (match?.ts) return match.ts;
    cursor = found.response_metadata?.next_cursor || undefined;
    if (!cursor) return undefined;
  }
  return undefined;
};

const isOurs = (message: { bot_id?: string; user?: string }, us: OurBot): boolean =>
  (message.bot_id !== undefined && message.bot_id === us.botId) || message.user === us.userId;

const keyOf = (metadata: unknown): unknown => {
  const found = metadata as { event_type?: string; event_payload?: { key?: unknown } } | undefined;
  return found?.event_type === metadataType ? found.event_payload?.key : undefined;
};

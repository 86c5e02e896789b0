import { LogLevel, WebClient } from '@slack/web-api';
import type { AgentChannel, HandoffCard, Posted } from '../agent-channel.ts';
import { ChannelError } from '../channel-error.ts';
import { readProfile } from './agent-profile.ts';
import { contactCard, handoffCard, type Message, threadPost } from './blocks.ts';
import { asChannelError } from './slack-errors.ts';
import { parseEvents } from './slack-event.ts';
import { parseInteraction } from './slack-interaction.ts';
import { fromThreadRef, toThreadRef } from './thread-ref.ts';
import { verifySignature } from './verify-signature.ts';

export type SlackOptions = { botToken: string; signingSecret: string; apiUrl?: string };

const callLimitMs = 10_000;
const metadataType = 'handoff_post';
/** Slack takes about one post a second per channel, with short bursts (docs.slack.dev, rate limits). */
const postIntervalMs = 1000;
const postBurst = 4;
const searchPages = 3;

/** Slack as an agent channel. Constructing it calls nothing. */
export const createSlackChannel = (options: SlackOptions): AgentChannel => {
  const plainHttp = options.apiUrl?.startsWith('http:') ?? false;
  const client = new WebClient(options.botToken, {
    ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
    timeout: callLimitMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logLevel: LogLevel.ERROR,
  });

  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw asChannelError(error);
    }
  };

  let identity: Promise<{ team: string; botId: string }> | undefined;
  const whoAmI = () => {
    identity ??= call(async () => {
      const { team_id, bot_id } = await client.auth.test();
      return { team: team_id ?? '', botId: bot_id ?? '' };
    }).catch((error: unknown) => {
      identity = undefined;
      throw error;
    });
    return identity;
  };

  const send = async (channel: string, message: Message, key: string, threadTs?: string): Promise<string> => {
    const { ts } = await call(() =>
      client.chat.postMessage({
        channel,
        ...message,
        ...(threadTs && { thread_ts: threadTs }),
        metadata: { event_type: metadataType, event_payload: { key } },
        unfurl_links: false,
        unfurl_media: false,
        parse: 'none',
        link_names: false,
      }),
    );
    if (!ts) throw new ChannelError('unknown', 'no_ts');
    return ts;
  };

  const openRoot = async (channel: string, message: Message, key: string) => {
    const { team } = await whoAmI();
    return { threadRef: toThreadRef({ team, channel, ts: await send(channel, message, key) }) };
  };

  return {
    provider: 'slack',
    openThread: (channel, card, key) => openRoot(channel, handoffCard(card), key),
    openContactThread: (channel, card, key) => openRoot(channel, contactCard(card), key),

    async post(threadRef, post, key): Promise<Posted> {
      const { channel, ts } = fromThreadRef(threadRef);
      const message = threadPost(post);
      if (post.kind === 'notice' && post.onlyTo) {
        const user = post.onlyTo;
        await call(() => client.chat.postEphemeral({ channel, user, thread_ts: ts, text: message.text }));
        return { externalRef: 'ephemeral' };
      }
      return { externalRef: await send(channel, message, key, ts) };
    },

    async setCard(threadRef: string, card: HandoffCard): Promise<void> {
      const { channel, ts } = fromThreadRef(threadRef);
      await call(() => client.chat.update({ channel, ts, ...handoffCard(card), parse: 'none', link_names: false }));
    },

    async findPost(where, key, since): Promise<Posted | undefined> {
      const { team, botId } = await whoAmI();
      const oldest = String(Math.floor(since.getTime() / 1000) - 5);
      let cursor: string | undefined;
      for (let page = 0; page < searchPages; page++) {
        const shared = { oldest, limit: 15, include_all_metadata: true, ...(cursor && { cursor }) };
        const found = await call(() => {
          if (!where.threadRef) return client.conversations.history({ channel: where.channel, ...shared });
          const { channel, ts } = fromThreadRef(where.threadRef);
          return client.conversations.replies({ channel, ts, ...shared });
        });
        const match = (found.messages ?? []).find((message) => {
          const metadata = message.metadata as { event_type?: string; event_payload?: { key?: unknown } } | undefined;
          return (
            message.bot_id === botId && metadata?.event_type === metadataType && metadata.event_payload?.key === key
          );
        });
        if (match?.ts) {
          const root = { team, channel: where.channel, ts: match.ts };
          return { externalRef: where.threadRef ? match.ts : toThreadRef(root) };
        }
        cursor = found.response_metadata?.next_cursor || undefined;
        if (!cursor) return undefined;
      }
      return undefined;
    },

    describeAgent: (externalId) => call(() => readProfile(client, externalId, plainHttp)),

    async checkChannel(channel): Promise<void> {
      const { channel: found } = await call(() => client.conversations.info({ channel }));
      if (found?.is_archived) throw asArchived();
      if (!found?.is_member) {
        throw new ChannelError('fatal', 'not_in_channel', {
          advice: 'Invite the app to the channel: /invite @handoff',
        });
      }
    },

    verify: (request, now) => verifySignature(options.signingSecret, request, now),
    parse: (request, kind) => (kind === 'events' ? parseEvents(request.body) : parseInteraction(request.body)),

    pace(channelOrThread) {
      const channel = channelOrThread.startsWith('slack:') ? fromThreadRef(channelOrThread).channel : channelOrThread;
      return { key: `slack:${channel}`, intervalMs: postIntervalMs, burst: postBurst };
    },
  };
};

const asArchived = () =>
  new ChannelError('fatal', 'is_archived', { advice: 'The channel is archived: unarchive it or choose another.' });

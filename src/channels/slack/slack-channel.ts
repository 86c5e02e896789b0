import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { AgentChannel, Posted } from '../agent-channel.ts';
import { ChannelError } from '../channel-error.ts';
import { commandAnswer, homeView } from './agent-home.ts';
import { readProfile } from './agent-profile.ts';
import { parseCommand } from './agent-status.ts';
import type { Message } from './blocks.ts';
import { handoffCard } from './cards.ts';
import { contactCard } from './contact-card.ts';
import { findByKey, keyMetadata, type OurBot } from './find-post.ts';
import { callSlack, createSlackClient, type SlackClientOptions } from './slack-client.ts';
import { ofCode } from './slack-errors.ts';
import { parseEvents } from './slack-event.ts';
import { parseInteraction } from './slack-interaction.ts';
import { createTeamReader } from './team.ts';
import { threadPost } from './thread-posts.ts';
import { fromThreadRef, toThreadRef } from './thread-ref.ts';
import { signedAt, verifySignature } from './verify-signature.ts';

export type SlackOptions = SlackClientOptions & {
  signingSecret: string;
  /** How long {@link AgentChannel.readTeam} goes by what it read. */
  teamLifeMs?: number;
};

/** Slack takes about one post a second per channel, with short bursts (docs.slack.dev, rate limits). */
const channelPace = { intervalMs: 1000, burst: 3 };
/** Slack looks for nothing in our texts: what is to be a link or a mention is written as one. */
const unparsed = { parse: 'none', link_names: false } as const;
/** Slack's codes for a message that can't be edited any more. */
const frozen = new Set(['cant_update_message', 'edit_window_closed']);
const parsers = { events: parseEvents, interactivity: parseInteraction, commands: parseCommand };
const mostPlaces = 200;

/** Slack as an agent channel. Constructing it calls nothing; verifying and parsing never do. */
export const createSlackChannel = (options: SlackOptions): AgentChannel => {
  const client = createSlackClient(options);
  const whoAmI = createIdentity(client);
  const readTeam = createTeamReader(client, {
    logger: options.logger,
    lifeMs: options.teamLifeMs,
  });
  const plainHttpHost = options.apiUrl?.startsWith('http:') ? new URL(options.apiUrl).host : undefined;
  // Names the installation without asking Slack for its team.
  const installation = createHash('sha256').update(options.botToken).digest('hex').slice(0, 12);

  const send = async (channel: string, message: Message, key: string, threadTs?: string): Promise<string> => {
    const { ts } = await callSlack(() =>
      client.chat.postMessage({
        channel,
        ...message,
        ...unparsed,
        ...(threadTs && { thread_ts: threadTs }),
        metadata: keyMetadata(key),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
    if (!ts) throw new ChannelError('unknown', 'no_ts');
    return ts;
  };

  const openRoot = async (channel: string, message: Message, key: string) => {
    const { team } = await whoAmI();
    return { threadRef: toThreadRef({ team, channel, ts: await send(channel, message, key) }) };
  };

  const changeRoot = async (threadRef: string, message: Message): Promise<void> => {
    const { channel, ts } = fromThreadRef(threadRef);
    try {
      await callSlack(() => client.chat.update({ channel, ts, ...message, ...unparsed }));
    } catch (error) {
      if (!(error instanceof ChannelError && frozen.has(error.code))) throw error;
      options.logger?.warn({ code: error.code }, 'Slack no longer lets the card be changed; it stays as it is');
    }
  };

  return {
    provider: 'slack',
    openThread: (channel, card, key) => openRoot(channel, handoffCard(card), key),
    openContactThread: (channel, card, key) => openRoot(channel, contactCard(card), key),

    async post(threadRef, post, key): Promise<Posted> {
      const { channel, ts } = fromThreadRef(threadRef);
      const message = threadPost(post);
      const user = post.kind === 'notice' ? post.onlyTo : undefined;
      if (user === undefined) return { externalRef: await send(channel, message, key, ts) };
      // Slack keeps no metadata with these and never lists them: after a lost answer one may come twice.
      const whisper = { channel, user, thread_ts: ts, text: message.text, ...unparsed };
      const { message_ts } = await callSlack(() => client.chat.postEphemeral(whisper));
      return { externalRef: message_ts ?? 'ephemeral' };
    },

    setCard: (threadRef, card) => changeRoot(threadRef, handoffCard(card)),
    setContactCard: (threadRef, card) => changeRoot(threadRef, contactCard(card)),

    async findPost(where, key, since): Promise<Posted | undefined> {
      const us = await whoAmI();
      const thread = where.threadRef === undefined ? undefined : fromThreadRef(where.threadRef);
      const ts = await findByKey(client, us, { channel: where.channel, ...(thread && { thread }) }, key, since);
      if (!ts) return undefined;
      return { externalRef: thread ? ts : toThreadRef({ team: us.team, channel: where.channel, ts }) };
    },

    describeAgent: (externalId) => readProfile(client, externalId, plainHttpHost),

    async checkChannel(channel): Promise<void> {
      const { channel: found } = await callSlack(() => client.conversations.info({ channel }));
      if (found?.is_archived) throw ofCode({ error: 'is_archived' });
      if (!found?.is_member) throw ofCode({ error: 'not_in_channel' });
    },

    verifyHeaders: (headers, now) => void signedAt(headers, now),
    verify: (request, now) => verifySignature(options.signingSecret, request, now),
    parse: (request, kind) => parsers[kind](request.body),

    answerAgent: commandAnswer,

    async showHome(externalId, standing): Promise<void> {
      await callSlack(() => client.views.publish({ user_id: externalId, view: homeView(standing) }));
    },

    async placesOf(externalId): Promise<string[]> {
      const { channels = [] } = await callSlack(() =>
        client.users.conversations({
          user: externalId,
          types: 'public_channel,private_channel',
          exclude_archived: true,
          limit: mostPlaces,
        }),
      );
      return channels.flatMap(({ id }) => id ?? []);
    },

    readTeam,

    pace(channelOrThread) {
      const channel = channelOrThread.startsWith('slack:') ? fromThreadRef(channelOrThread).channel : channelOrThread;
      return { key: `slack:${installation}:${channel}`, ...channelPace };
    },
  };
};

/** Our team and bot as Slack knows them: asked once, and again only while the answer is missing. */
const createIdentity = (client: WebClient) => {
  const ask = async (): Promise<OurBot & { team: string }> => {
    try {
      const { team_id, bot_id, user_id } = await callSlack(() => client.auth.test());
      if (!team_id || !user_id) throw new ChannelError('rejected', 'no_identity');
      return { team: team_id, botId: bot_id ?? '', userId: user_id };
    } catch (error) {
      identity = undefined;
      // Whatever became of the question, nothing was posted.
      if (error instanceof ChannelError && error.fault === 'unknown') {
        throw new ChannelError('rejected', error.code, { cause: error });
      }
      throw error;
    }
  };
  let identity: ReturnType<typeof ask> | undefined;
  return () => {
    identity ??= ask();
    return identity;
  };
};

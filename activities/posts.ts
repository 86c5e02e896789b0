import { ApplicationFailure } from '@temporalio/activity';
import {
  noteContactRequestDelivered,
  noteContactRequestFailed,
  readContactRequest,
} from '../src/contact/contact-request-store.ts';
import { announceChange } from '../src/db/change-feed.ts';
import { databaseNow } from '../src/db/database.ts';
import { postOnce } from '../src/delivery/post-once.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { judgeChannelFault } from './channel-faults.ts';
import { withHeartbeat } from './heartbeat.ts';

const noticeTexts: Record<string, string> = {
  after_end: 'This session has ended, so your message did not reach the customer.',
  never_matched: 'This message could not be matched to a session and did not reach the customer.',
};

/** Posts that belong to no running handoff. */
export const createPostActivities = ({ db, channel }: ActivityDeps) => ({
  /** Posts a contact request to the channel, once, and records its thread. */
  deliverContactRequest(id: string): Promise<void> {
    return withHeartbeat(async (signal) => {
      const row = await readContactRequest(db, id);
      if (row.delivered_at) return;
      const key = `contact-request/${id}/card`;
      const card = {
        contactRequestId: id,
        name: row.name,
        email: row.email,
        message: row.message,
        reason: row.reason,
        sentAt: row.created_at,
      };
      const posted = await failFatally(() =>
        postOnce(
          { db, channel },
          { key, workspaceId: row.workspace_id, provider: row.provider, threadRef: null, throughSeq: null },
          { channel: row.channel },
          async () => ({ externalRef: (await channel.openContactThread(row.channel, card, key)).threadRef }),
          signal,
        ),
      );
      await noteContactRequestDelivered(db, row, posted.externalRef);
      await announceChange(db, row.conversation_id);
    });
  },

  async giveUpContactRequest(id: string): Promise<void> {
    await noteContactRequestFailed(db, id, 'The agent channel did not take it.');
  },

  /** Tells an agent something in a thread, for their eyes alone where the channel can. */
  postNotice(id: string): Promise<void> {
    return withHeartbeat(async (signal) => {
      const row = await db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const key = `notice/${id}`;
      const text = noticeTexts[row.body] ?? row.body;
      const post = () =>
        postOnce(
          { db, channel },
          { key, workspaceId: row.workspace_id, provider: row.provider, threadRef: row.thread_ref, throughSeq: null },
          { channel: row.thread_ref, threadRef: row.thread_ref },
          () =>
            channel.post(
              row.thread_ref,
              { kind: 'notice', text, ...(row.agent_external_id && { onlyTo: row.agent_external_id }) },
              key,
            ),
          signal,
        );
      try {
        await failFatally(post);
      } catch (error) {
        if (!(error instanceof ApplicationFailure && error.nonRetryable)) throw error;
        // Nobody can be told there any more; the row says so.
        await db.updateTable('notices').set({ failed_at: databaseNow }).where('id', '=', id).execute();
        return;
      }
      await db.updateTable('notices').set({ posted_at: databaseNow }).where('id', '=', id).execute();
    });
  },
});

/** Lets Temporal retry what may pass and fails at once on what will not. */
const failFatally = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const verdict = judgeChannelFault(error, 0);
    if ('giveUp' in verdict)
      throw ApplicationFailure.nonRetryable(`The agent channel refused: ${verdict.giveUp}`, 'ChannelRefused');
    throw ApplicationFailure.create({
      message: 'The agent channel is busy or away',
      type: 'ChannelAway',
      nextRetryDelay: verdict.retryInMs,
    });
  }
};

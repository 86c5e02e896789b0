import {
  moveContactRequest,
  noteContactRequestDelivered,
  noteContactRequestFailed,
  readContactRequest,
} from '../src/contact/contact-request-store.ts';
import { announceChange } from '../src/db/change-feed.ts';
import { noteNoticeFailed, noteNoticePosted, readNotice } from '../src/delivery/notice-store.ts';
import { postOnce } from '../src/delivery/post-once.ts';
import { readPost } from '../src/delivery/post-store.ts';
import { readSettings } from '../src/settings/settings-store.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { judgeChannelFault, tryLater } from './channel-faults.ts';
import { withHeartbeat } from './heartbeat.ts';

const noticeTexts: Record<string, string> = {
  after_end: 'This session has ended, so your message did not reach the customer.',
  already_ended: 'This session has ended already.',
  never_matched: 'This message could not be matched to a session and did not reach the customer.',
  already_claimed: 'Somebody else has this session already. What you write in its thread reaches the customer too.',
  contact_thread: 'Replies in this thread do not reach the customer. Please answer by e-mail.',
};

/** What only an admin can mend is tried again this often: the form may have been offered for that very fault. */
const lastingFaultPauseMs = 10 * 60_000;

/** Posts that belong to no running handoff. */
export const createPostActivities = ({ db, channel, log }: ActivityDeps) => ({
  /** Posts a contact request to the channel that the workspace has now, once, and records its thread. */
  deliverContactRequest(id: string): Promise<void> {
    return withHeartbeat(async (signal) => {
      const key = `contact-request/${id}/card`;
      const found = await readContactRequest(db, id);
      if (found.delivered_at) return;
      // A post of unknown outcome is looked for where it was made.
      const unclear = (await readPost(db, key))?.state === 'sending';
      const { settings } = await readSettings(db, found.workspace_id);
      const row = unclear ? found : await moveContactRequest(db, found, settings.channel);
      const card = {
        contactRequestId: id,
        name: row.name,
        email: row.email,
        message: row.message,
        reason: row.reason,
        sentAt: row.created_at,
      };
      try {
        const posted = await postOnce(
          { db, channel },
          { key, workspaceId: row.workspace_id, provider: row.provider, threadRef: null, throughSeq: null },
          { channel: row.channel, urgency: 'background' },
          async () => ({ externalRef: (await channel.openContactThread(row.channel, card, key)).threadRef }),
          signal,
        );
        await noteContactRequestDelivered(db, row, posted.externalRef);
      } catch (error) {
        const verdict = judgeChannelFault(error);
        if (verdict.is === 'passing') throw tryLater(verdict.retryInMs);
        log.warn({ err: error, contactRequestId: id }, 'A contact request waits until its agent channel can be used');
        throw tryLater(lastingFaultPauseMs);
      }
      await announceChange(db, row.conversation_id);
    });
  },

  giveUpContactRequest: (id: string, fault: string): Promise<void> => noteContactRequestFailed(db, id, fault),

  /** Tells an agent something in a thread, for their eyes alone where the channel can. */
  postNotice(id: string): Promise<void> {
    return withHeartbeat(async (signal) => {
      const row = await readNotice(db, id);
      const key = `notice/${id}`;
      const text = noticeTexts[row.body] ?? row.body;
      try {
        await postOnce(
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
      } catch (error) {
        const verdict = judgeChannelFault(error);
        if (verdict.is === 'passing') throw tryLater(verdict.retryInMs);
        // Nobody can be told there any more; the row says so.
        await noteNoticeFailed(db, id);
        return;
      }
      await noteNoticePosted(db, id);
    });
  },
});

import { noteNoticeFailed, noteNoticePosted, readNotice } from '../src/delivery/notice-store.ts';
import { postOnce } from '../src/delivery/post-once.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { channelAway, judgeChannelFault } from './channel-faults.ts';
import { withHeartbeat } from './heartbeat.ts';

const noticeTexts: Record<string, string> = {
  after_end: 'This session has ended, so your message did not reach the customer.',
  already_ended: 'This session has ended already.',
  never_matched: 'This message could not be matched to a session and did not reach the customer.',
  already_claimed: 'Somebody else has this session already. What you write in its thread reaches the customer too.',
  answer_in_chat: 'This customer left no e-mail address: they read your answer when they come back to the chat.',
  answer_not_mailed: 'An answer in this thread could not be sent by e-mail. The customer reads it only in the chat.',
  already_mailed: 'The customer has this by e-mail already. The change is shown in the chat alone.',
};

/** Posts that belong to no running handoff. */
export const createPostActivities = ({ db, channel }: ActivityDeps) => ({
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
        if (verdict.is === 'passing') throw channelAway(verdict.retryInMs);
        // Nobody can be told there any more; the row says so.
        await noteNoticeFailed(db, id);
        return;
      }
      await noteNoticePosted(db, id);
    });
  },
});

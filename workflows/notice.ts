import { postNotice } from './activity-proxies.ts';

/** Says one thing to an agent outside of a handoff's life. */
export async function notice(input: { noticeId: string }): Promise<void> {
  await postNotice(input.noticeId);
}

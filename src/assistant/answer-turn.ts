import type { Context } from '../context.ts';
import type { Entry } from '../contract/entry.ts';
import { commitAssistantTurn, readEntries, startOfLast } from '../conversations/conversation-store.ts';
import { commitHandOver, startRequested } from '../conversations/hand-over.ts';
import { announceChange } from '../db/change-feed.ts';
import { readSettings } from '../settings/settings-store.ts';
import { demoAssistant } from './demo-assistant.ts';

const historyTurns = 30;
const answerLimitMs = 30_000;

/**
 * Answers a customer's turn once: the commit is refused when people took over meanwhile and deduped by the turn.
 * Returns the entries that were written. A crash before the commit leaves the turn to the sweeper.
 */
export const answerTurn = async (
  context: Pick<Context, 'db' | 'gateway' | 'log'>,
  turn: { workspaceId: string; conversationId: string; seq: number; epoch: number },
): Promise<Entry[]> => {
  const { db } = context;
  const { settings } = await readSettings(db, turn.workspaceId);
  const from = await startOfLast(db, turn.conversationId, historyTurns);
  const history = (await readEntries(db, turn.conversationId, from)).filter((entry) => entry.seq <= turn.seq);
  const answer = await demoAssistant.answer(history, settings, AbortSignal.timeout(answerLimitMs));
  // The answer that promises a person and the handoff that keeps the promise are one commit.
  const { entries, handoffId } = await db.transaction().execute(async (tx) => {
    const committed = await commitAssistantTurn(tx, {
      workspaceId: turn.workspaceId,
      conversationId: turn.conversationId,
      text: answer.text,
      epoch: turn.epoch,
      replyTo: turn.seq,
      clientId: null,
    });
    if (committed.outcome !== 'accepted') return { entries: [] };
    if (answer.handOver === undefined) return { entries: [committed.entry] };
    const handed = await commitHandOver(tx, {
      workspaceId: turn.workspaceId,
      conversationId: turn.conversationId,
      requestedBy: 'assistant',
      reason: answer.handOver,
      whenClosed: 'form',
    });
    if (handed.outcome !== 'requested') return { entries: [committed.entry] };
    return { entries: [committed.entry, handed.entry], handoffId: handed.handoffId };
  });
  if (entries.length > 0) await announceChange(db, turn.conversationId);
  if (handoffId) await startRequested(context, handoffId);
  return entries;
};

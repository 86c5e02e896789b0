import type { Context } from '../context.ts';
import type { Entry } from '../contract/entry.ts';
import { commitAssistantTurn, readEntries, startOfLast } from '../conversations/conversation-store.ts';
import { commitHandOver, type HandOverOutcome, startRequested } from '../conversations/hand-over.ts';
import { announceChange } from '../db/change-feed.ts';
import type { Db } from '../db/database.ts';
import { readSettings } from '../settings/settings-store.ts';
import type { AssistantAnswer } from './assistant.ts';
import { demoAssistant } from './demo-assistant.ts';

const historyTurns = 30;
const answerLimitMs = 30_000;

type Turn = { workspaceId: string; conversationId: string; seq: number; epoch: number };

/** Said instead of a promise that could not be kept. */
const unkept: Record<Exclude<HandOverOutcome['outcome'], 'requested'>, string> = {
  existing: 'The team has your request already and will write to you here.',
  handoff_disabled: 'I am sorry, nobody from the team can join this chat at the moment.',
  manual_handoff_disabled: 'I am sorry, nobody from the team can join this chat at the moment.',
  unknown_conversation: 'I am sorry, nobody from the team can join this chat at the moment.',
};

class HandOverRefused extends Error {
  readonly instead: string;
  constructor(instead: string) {
    super('The handoff was refused');
    this.instead = instead;
  }
}

/**
 * Answers a customer's turn once: the commit is refused when people took over meanwhile and deduped by the turn.
 * Returns the entries that were written. A crash before the commit leaves the turn to the sweeper.
 */
export const answerTurn = async (context: Pick<Context, 'db' | 'gateway' | 'log'>, turn: Turn): Promise<Entry[]> => {
  const { db } = context;
  const { settings } = await readSettings(db, turn.workspaceId);
  const from = await startOfLast(db, turn.conversationId, historyTurns);
  const history = (await readEntries(db, turn.conversationId, from)).filter(
    // What was sent by the form was said to the team alone.
    ({ seq, event }) => seq <= turn.seq && event?.type !== 'contact_request',
  );
  const answer = await demoAssistant.answer(history, settings, AbortSignal.timeout(answerLimitMs));
  const { entries, handoffId } = await commitAnswer(db, turn, answer);
  if (entries.length > 0) await announceChange(db, turn.conversationId);
  if (handoffId) await startRequested(context, handoffId);
  return entries;
};

type Committed = { entries: Entry[]; handoffId?: string };

/** The answer that promises a person and the handoff that keeps the promise are one commit, or another answer is given. */
const commitAnswer = async (db: Db, turn: Turn, answer: AssistantAnswer): Promise<Committed> => {
  const { workspaceId, conversationId } = turn;
  const say = (on: Db, text: string) =>
    commitAssistantTurn(on, {
      workspaceId,
      conversationId,
      text,
      epoch: turn.epoch,
      replyTo: turn.seq,
      clientId: null,
    });
  const { handOver: reason } = answer;
  try {
    return await db.transaction().execute(async (tx) => {
      const said = await say(tx, answer.text);
      if (said.outcome !== 'accepted') return { entries: [] };
      if (reason === undefined) return { entries: [said.entry] };
      const request = { workspaceId, conversationId, requestedBy: 'assistant', reason, whenClosed: 'form' } as const;
      const handed = await commitHandOver(tx, request);
      if (handed.outcome !== 'requested') throw new HandOverRefused(unkept[handed.outcome]);
      return { entries: [said.entry, handed.entry], handoffId: handed.handoffId };
    });
  } catch (error) {
    if (!(error instanceof HandOverRefused)) throw error;
    const said = await say(db, error.instead);
    return { entries: said.outcome === 'accepted' ? [said.entry] : [] };
  }
};

import { sql } from 'kysely';
import { answerTurn } from '../assistant/answer-turn.ts';
import { mendEach, type Sweep } from './sweep.ts';

const batch = 20;
const mostAttempts = 5;

/** Answers turns that a crash left unanswered for 10 s. After five failures a turn is let go: the customer can ask again. */
export const answerUnansweredTurns: Sweep = async (context) => {
  const { rows } = await sql<{ id: string; workspace_id: string; unanswered_seq: number; epoch: number }>`
    update conversations set answer_attempts = answer_attempts + 1, unanswered_since = now() where id in (
      select id from conversations
      where unanswered_since < now() - interval '10 seconds' and answer_attempts < ${mostAttempts}
      order by unanswered_since limit ${batch} for update skip locked)
    returning id, workspace_id, unanswered_seq, epoch`.execute(context.db);
  return mendEach(context, rows, (row) =>
    answerTurn(context, {
      workspaceId: row.workspace_id,
      conversationId: row.id,
      seq: row.unanswered_seq,
      epoch: row.epoch,
    }),
  );
};

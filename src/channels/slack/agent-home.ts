import type { Button, HomeView } from '@slack/types';
import type { AgentAnswer, AgentStanding } from '../../contract/agent-status.ts';
import { type Block, context, fields, header, mrkdwn, slackDate } from './blocks.ts';
import { actionIds } from './slack-interaction.ts';

const help = [
  '`/handoff away`: you are not counted on for new customers; what you have stays yours, and you may still answer',
  '`/handoff back`: you are counted on again',
  '`/handoff status`: which of the two you are',
].join('\n');

const here = 'You are here: customers who ask for a person count on you.';
const away = (since: Date) => `You are away since ${slackDate(since)}: new customers do not count on you.`;

const button = (text: string, actionId: string): Button => ({
  type: 'button',
  text: { type: 'plain_text', text },
  action_id: actionId,
});

/** The home tab of the app: how the agent stands, a button to change it, and what there is to do. */
export const homeView = ({ awaySince, handoffs }: AgentStanding): HomeView => {
  const change: Button = awaySince
    ? { ...button('I am back', actionIds.back), style: 'primary' }
    : button('Go away', actionIds.away);
  const blocks: Block[] = [
    header(awaySince ? 'You are away' : 'You are here'),
    {
      type: 'section',
      text: mrkdwn(
        awaySince
          ? `Since ${slackDate(awaySince)} new customers do not count on you. You may still answer.`
          : 'Customers who ask for a person count on you.',
      ),
    },
    { type: 'actions', elements: [change] },
    ...(handoffs
      ? [
          fields([
            ['With the team', String(handoffs.live)],
            ['Waiting in the queue', String(handoffs.queued)],
          ]),
          context('Customers of the channels you are in, when you opened this.'),
        ]
      : []),
    { type: 'divider' },
    context(`Anywhere in Slack:\n${help}`),
  ];
  return { type: 'home', blocks };
};

/** The answer to `/handoff`, for the eyes of the agent alone. */
export const commandAnswer = (answer: AgentAnswer): { body: string; type: string } => ({
  body: JSON.stringify({ response_type: 'ephemeral', text: answerText(answer) }),
  type: 'application/json',
});

const answerText = (answer: AgentAnswer): string => {
  if (answer.is === 'help') return help;
  if (answer.is === 'not_saved') return 'Not saved, as far as we can tell: please try again in a moment.';
  const { awaySince } = answer.standing;
  if (!awaySince) return here;
  const more = answer.after === 'away' ? ' You may still answer. Type `/handoff back` when you are here again.' : '';
  return away(awaySince) + more;
};

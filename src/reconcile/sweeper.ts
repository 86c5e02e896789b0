import { Counter } from 'prom-client';
import type { Context } from '../context.ts';
import { answerUnansweredTurns } from './answer-unanswered-turns.ts';
import { checkWorkflows } from './check-workflows.ts';
import { forgetOldRows } from './forget-old-rows.ts';
import { mailAbsentCustomers } from './mail-absent-customers.ts';
import { ringContactRequests } from './ring-contact-requests.ts';
import { ringDueHandoffs } from './ring-due-handoffs.ts';
import { ringFreePlaces } from './ring-free-places.ts';
import { settleParked } from './settle-parked-events.ts';
import { startMissingWorkflows } from './start-missing-workflows.ts';
import type { Sweep } from './sweep.ts';

const sweeps: Record<string, Sweep> = {
  missing_workflow: startMissingWorkflows,
  due_bell: ringDueHandoffs,
  free_place: ringFreePlaces,
  contact_bell: ringContactRequests,
  absent_customer: mailAbsentCustomers,
  dead_workflow: checkWorkflows,
  parked_event: settleParked,
  unanswered_turn: answerUnansweredTurns,
  old_row: forgetOldRows,
};

const findings = new Counter({
  name: 'handoff_sweeper_findings_total',
  help: 'Loose ends that the sweeper mended, by kind',
  labelNames: ['kind'],
});

/** Level-triggered: looks at what is, every `everyMs`, on any node. It makes every lost bell harmless. */
export const createSweeper = (context: Context, everyMs = 5000) => {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const sweep = async () => {
    for (const [kind, run] of Object.entries(sweeps)) {
      try {
        const count = await run(context);
        if (count > 0) {
          findings.inc({ kind }, count);
          context.log.info({ kind, count }, 'The sweeper mended loose ends');
        }
      } catch (error) {
        // One kind that can't be swept now (a server is away) must not keep the others waiting.
        context.log.warn({ err: error, kind }, 'A sweep failed and is tried again');
      }
    }
  };

  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = sweep().finally(next);
    }, everyMs);
  };

  return {
    start: next,
    /** One whole sweep now. */
    sweep,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};

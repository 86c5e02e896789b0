import { useCallback } from 'preact/hooks';
import type { HandoffStatus } from '../../../src/contract/handoff.ts';
import type { Queue, WorkspaceApi } from '../client/api.ts';
import { usePolled } from '../client/polled.ts';
import { dateAndTime, span } from '../words/instants.ts';

const everyMs = 2000;

const statusWords: Record<HandoffStatus, string> = {
  requested: 'just asked',
  scheduled: 'waits for the opening',
  queued: 'in the queue',
  waiting: 'no answer yet',
  active: 'live',
  ended: 'ended',
};

const limitWords = ({ limit, perAgent, agents }: Queue): string =>
  [
    typeof limit === 'number' ? `at most ${limit} at once` : 'no limit',
    typeof perAgent === 'number' && `${perAgent} per agent`,
    agents && (agents.length === 1 ? '1 agent is there' : `${agents.length} agents are there`),
  ]
    .filter(Boolean)
    .join(', ');

/** Who waits for an agent, refreshed while the page is seen. `now`: the real clock, in milliseconds. */
export const QueueCard = ({ api, zone, now }: { api: WorkspaceApi; zone: string; now: number }) => {
  const read = useCallback((stop: AbortSignal) => api.readQueue(stop), [api]);
  const { value: queue, fault } = usePolled(read, everyMs);
  return (
    <section class="card" aria-labelledby="queue">
      <h2 id="queue">Queue now</h2>
      {fault && <p class="fault">Not refreshed: {fault}</p>}
      {queue && (
        <>
          <p>
            <strong class="figure">{queue.live}</strong> with the agents <span class="hint">({limitWords(queue)})</span>
          </p>
          {queue.unanswered.length === 0 ? (
            <p class="empty">
              Nobody waits. Customers who ask for a person appear here until an agent answers: in the queue, or until
              the team opens.
            </p>
          ) : (
            <ol class="waiting" aria-label="Who waits">
              {queue.unanswered.map(
                ({ handoffId, status, requestedAt, place, opensAt, customerName, customerEmail }) => (
                  <li key={handoffId}>
                    <span class="place">{place === null ? '·' : place}</span>
                    <strong>{customerName ?? customerEmail ?? 'A customer'}</strong>
                    <span>{statusWords[status]}</span>
                    <span class="hint">since {span(now - Date.parse(requestedAt))}</span>
                    {status === 'scheduled' && opensAt && (
                      <span class="hint">opens {dateAndTime(new Date(opensAt), zone)}</span>
                    )}
                  </li>
                ),
              )}
            </ol>
          )}
        </>
      )}
    </section>
  );
};

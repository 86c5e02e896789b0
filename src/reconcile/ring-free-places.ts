import { sql } from 'kysely';
import { readCapacity } from '../conversations/capacity.ts';
import { readSettings } from '../settings/settings-store.ts';
import { ringEach, type Sweep } from './sweep.ts';

const workspaces = 50;
const batch = 100;
/** A channel that is slow to tell its team must not hold up the other workspaces. */
const waitMs = 1000;

/**
 * The next in line, for as many as there are places: after an end whose bell was lost, a limit that was raised, an agent who
 * came back. The longest-waiting workspaces first.
 */
export const ringFreePlaces: Sweep = async ({ db, channel, gateway }) => {
  const { rows: queues } = await sql<{ workspace_id: string; provider: string; channel: string }>`
    select workspace_id, provider, min(channel) as channel from handoffs
    where status = 'queued' and admitted_at is null and queued_at < now() - interval '3 seconds'
    group by workspace_id, provider order by min(queue_number) limit ${workspaces}`.execute(db);
  let rung = 0;
  for (const queue of queues) {
    const { settings } = await readSettings(db, queue.workspace_id);
    const { limit, perAgent, agents } = await readCapacity({ db, channel }, settings, {
      provider: queue.provider,
      channel: queue.channel,
      waitMs,
    });
    const { rows } = await sql<{ id: string }>`
      with free as materialized (
        select free_places(${queue.workspace_id}, ${queue.provider}, ${limit}, ${perAgent}, ${agents})
          as places)
      select id from handoffs
      where workspace_id = ${queue.workspace_id} and status = 'queued' and admitted_at is null
      order by queue_number limit (select least(coalesce(places, ${batch}), ${batch}) from free)`.execute(db);
    rung += await ringEach(gateway, rows);
  }
  return rung;
};

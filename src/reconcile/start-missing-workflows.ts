import { sql } from 'kysely';
import { mendEach, type Sweep } from './sweep.ts';

type Missing = { kind: 'handoff' | 'notice'; id: string; workspace_id: string; channel: string };

/** A start that was lost is tried again after this long. */
const graceSeconds = 3;
/** Notices that are still open are started again: a start beside a running workflow does nothing. */
const againMinutes = 10;
const batch = 50;

/** Rows that were committed and whose workflow was not started, as far as the row knows: starting is idempotent. */
export const startMissingWorkflows: Sweep = async (context) => {
  const { db, gateway } = context;
  const { rows } = await sql<Missing>`
    (select 'handoff' as kind, id, workspace_id, channel from handoffs
     where status <> 'ended' and workflow_started_at is null and requested_at < now() - make_interval(secs => ${graceSeconds})
     order by requested_at limit ${batch})
    union all
    (select 'notice', id, workspace_id, '' from notices
     where posted_at is null and failed_at is null
       and (workflow_started_at is null or workflow_started_at < now() - make_interval(mins => ${againMinutes}))
       and created_at < now() - make_interval(secs => ${graceSeconds})
     order by workflow_started_at nulls first, created_at limit ${batch})`.execute(db);
  return mendEach(context, rows, async (row) => {
    if (row.kind === 'handoff')
      await gateway.startHandoff({ id: row.id, workspaceId: row.workspace_id, channel: row.channel });
    else await gateway.startNotice(row.id);
    const table = row.kind === 'handoff' ? 'handoffs' : 'notices';
    await sql`update ${sql.table(table)} set workflow_started_at = now() where id = ${row.id}`.execute(db);
  });
};

import type { IncomingMessage } from 'node:http';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** For how long a node goes by the origins it read last. */
const freshMs = 5000;

type Asker = Pick<IncomingMessage, 'headers'>;
export type Origins = ReturnType<typeof createOrigins>;

/**
 * Which web origins may call the widget's API: this server's own, and those that a workspace allows. A request without
 * Origin comes from no web page.
 */
export const createOrigins = ({ db, config }: Pick<Context, 'db' | 'config'>) => {
  let known: { at: number; workspacesOf: ReturnType<typeof read> } | undefined;

  const read = async () => {
    const { rows } = await sql<{ workspace: string; origin: string }>`
      select s.workspace_id as workspace, jsonb_array_elements_text(s.data -> 'allowedOrigins') as origin
      from (select distinct on (workspace_id) workspace_id, data from settings
            order by workspace_id, version desc) s`.execute(db);
    const workspacesOf = new Map<string, Set<string>>();
    for (const { workspace, origin } of rows)
      workspacesOf.set(origin, (workspacesOf.get(origin) ?? new Set()).add(workspace));
    return workspacesOf;
  };
  const allowing = async (origin: string): Promise<Set<string> | undefined> => {
    // One reading for all who ask meanwhile; one that failed is not gone by.
    const current = known && Date.now() - known.at < freshMs ? known : { at: Date.now(), workspacesOf: read() };
    known = current;
    try {
      return (await current.workspacesOf).get(origin);
    } catch (error) {
      if (known === current) known = undefined;
      throw error;
    }
  };
  const isOwn = (origin: string, { headers }: Asker): boolean => {
    if (!URL.canParse(origin)) return false;
    return config.publicUrl ? new URL(config.publicUrl).origin === origin : new URL(origin).host === headers.host;
  };

  return {
    /** Whether any workspace allows it: all that is known before a token or key was read. */
    async isAllowed(asker: Asker): Promise<boolean> {
      const { origin } = asker.headers;
      return origin === undefined || isOwn(origin, asker) || (await allowing(origin)) !== undefined;
    },
    async isAllowedBy(workspaceId: string, asker: Asker): Promise<boolean> {
      const { origin } = asker.headers;
      return origin === undefined || isOwn(origin, asker) || ((await allowing(origin))?.has(workspaceId) ?? false);
    },
  };
};

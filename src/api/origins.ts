import type { IncomingMessage } from 'node:http';
import { sql } from 'kysely';
import type { ApiDeps } from './deps.ts';

/** For how long a node goes by the origins it read last. */
const freshMs = 5000;

/**
 * Which web origins may call the widget's API: this server's own, and those that some workspace allows. A request without
 * Origin comes from no web page. Which workspace is decided by the token; this only keeps foreign pages out.
 */
export const createOrigins = (deps: Pick<ApiDeps, 'db' | 'config'>) => {
  let known: { at: number; origins: Set<string> } | undefined;

  const allowed = async (): Promise<Set<string>> => {
    if (known && Date.now() - known.at < freshMs) return known.origins;
    const { rows } = await sql<{ origin: string }>`
      select distinct jsonb_array_elements_text(s.data -> 'allowedOrigins') as origin
      from (select distinct on (workspace_id) data from settings order by workspace_id, version desc) s`.execute(
      deps.db,
    );
    known = { at: Date.now(), origins: new Set(rows.map((row) => row.origin)) };
    return known.origins;
  };

  return async (origin: string | undefined, request: Pick<IncomingMessage, 'headers'>): Promise<boolean> => {
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    if (deps.config.publicUrl && new URL(deps.config.publicUrl).origin === origin) return true;
    if (!deps.config.publicUrl && new URL(origin).host === request.headers.host) return true;
    return (await allowed()).has(origin);
  };
};

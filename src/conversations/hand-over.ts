import type { Entry } from '../contract/entry.ts';
import type { Requester, WhenClosed } from '../contract/handoff.ts';
import type { Db } from '../db/database.ts';
import type { Logger } from '../logger.ts';
import { readSettings } from '../settings/settings-store.ts';
import type { HandoffGateway } from '../temporal/handoff-gateway.ts';
import { readHandoff } from './handoff-reader.ts';
import { noteHandoffStarted, requestHandoff } from './handoff-store.ts';

export type HandOverOutcome =
  | { outcome: 'requested'; handoffId: string; entry: Entry }
  | { outcome: 'existing'; handoffId: string }
  | { outcome: 'unknown_conversation' | 'handoff_disabled' | 'manual_handoff_disabled' };

type HandOverRequest = {
  workspaceId: string;
  conversationId: string;
  requestedBy: Requester;
  reason: string | null;
  whenClosed: WhenClosed;
};

/** Commits a handoff as the workspace's settings allow. `db` may be a transaction; {@link startRequested} follows it. */
export const commitHandOver = async (db: Db, request: HandOverRequest): Promise<HandOverOutcome> => {
  const { settings, version } = await readSettings(db, request.workspaceId);
  if (!settings.enabled || settings.channel === null) return { outcome: 'handoff_disabled' };
  if (request.requestedBy === 'customer' && !settings.manualHandoff) return { outcome: 'manual_handoff_disabled' };
  const whenClosed = settings.availability.askWhenOpen ? request.whenClosed : 'form';
  return requestHandoff(db, { ...request, whenClosed, channel: settings.channel, settings, settingsVersion: version });
};

/** Starts the workflow of a handoff that was just committed; a start that is lost here is the sweeper's. */
export const startRequested = async (
  deps: { db: Db; gateway: HandoffGateway; log: Logger },
  handoffId: string,
): Promise<void> => {
  try {
    const { workspace_id, channel } = await readHandoff(deps.db, handoffId);
    await deps.gateway.startHandoff({ id: handoffId, workspaceId: workspace_id, channel });
    await noteHandoffStarted(deps.db, handoffId);
  } catch (error) {
    deps.log.warn({ err: error, handoffId }, 'The workflow was not started; the sweeper will');
  }
};

/** Both of the above. */
export const handOver = async (
  deps: { db: Db; gateway: HandoffGateway; log: Logger },
  request: HandOverRequest,
): Promise<HandOverOutcome> => {
  const committed = await commitHandOver(deps.db, request);
  if (committed.outcome === 'requested') await startRequested(deps, committed.handoffId);
  return committed;
};

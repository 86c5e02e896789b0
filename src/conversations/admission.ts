import { type TeamHours, teamHours } from '../availability/team-hours.ts';
import type { AgentChannel } from '../channels/agent-channel.ts';
import type { Db } from '../db/database.ts';
import { readSettings } from '../settings/settings-store.ts';
import { readCapacity } from './capacity.ts';
import { type HandoffRow, noteDecidedUnder } from './handoff-reader.ts';
import { admitHandoff } from './handoff-store.ts';

/** Decides by the workspace's hours, limits and team whether a handoff comes in, waits or ends. */
export const decideAdmission = async (deps: { db: Db; channel: AgentChannel }, row: HandoffRow) => {
  const { db } = deps;
  const { settings, version } = await readSettings(db, row.workspace_id);
  const { atClosing, queue } = settings.availability;
  const hours = teamHours(settings, row.hours_at);
  return admitHandoff(db, row.id, {
    availability: hours.state,
    ...('opensAt' in hours && hours.opensAt && { opensAt: hours.opensAt.toISOString() }),
    atClosing,
    ...(await readCapacity(deps, settings, { provider: row.provider, channel: settings.channel ?? row.channel })),
    queues: queue,
    channel: settings.enabled ? settings.channel : null,
    settingsVersion: version,
  });
};

/** The hours by which closing time would end a handoff; undefined when it would not. The row notes the settings' version. */
export const closingHours = async (db: Db, row: HandoffRow): Promise<TeamHours | undefined> => {
  if (row.status !== 'waiting' && row.status !== 'requested' && row.status !== 'queued') return undefined;
  const { settings, version } = await readSettings(db, row.workspace_id);
  if (version > row.settings_version) await noteDecidedUnder(db, row.id, version);
  return settings.availability.atClosing === 'end' ? teamHours(settings, row.hours_at) : undefined;
};

import { type TeamHours, teamHours } from '../availability/team-hours.ts';
import type { Settings } from '../contract/settings.ts';
import type { Db } from '../db/database.ts';
import { readSettings } from '../settings/settings-store.ts';
import { type HandoffRow, noteDecidedUnder } from './handoff-reader.ts';
import { admitHandoff } from './handoff-store.ts';

/** Who of the agents is there, as far as that can be known. */
export type FindTeam = (
  settings: Settings,
  where: { provider: string; channel: string },
) => Promise<{ state: 'there'; present: string[] } | { state: 'nobody' } | { state: 'unknown' }>;

/** Decides by the workspace's hours, limits and team whether a handoff comes in, waits or ends. */
export const decideAdmission = async (deps: { db: Db; findTeam: FindTeam }, row: HandoffRow) => {
  const { db } = deps;
  const { settings, version } = await readSettings(db, row.workspace_id);
  const { atClosing, maxLiveHandoffs, maxLivePerAgent, queue } = settings.availability;
  const hours = teamHours(settings, row.hours_at);
  const team = await deps.findTeam(settings, row);
  return admitHandoff(db, row.id, {
    availability: hours.state,
    ...('opensAt' in hours && hours.opensAt && { opensAt: hours.opensAt.toISOString() }),
    atClosing,
    limit: maxLiveHandoffs,
    perAgent: maxLivePerAgent,
    agents: { there: 'present' in team ? team.present : null, nobody: [], unknown: null }[team.state],
    queues: queue,
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

import type { Settings } from '../contract/settings.ts';
import { availabilityAt } from './availability.ts';

/** Whether the team is open by the workspace's hours, and when that changes. */
export type TeamHours =
  | { state: 'open'; closesAt?: Date }
  | { state: 'closed'; opensAt?: Date }
  /** The hours are a text that was not understood: agents are tried, and the clocks bound the wait. */
  | { state: 'unknown' };

/** The hours of a workspace at an instant. Without hours it is always open. */
export const teamHours = ({ availability, businessHoursText }: Settings, at: Date): TeamHours => {
  if (!availability.schedule) return { state: businessHoursText.trim() === '' ? 'open' : 'unknown' };
  const { open, ...change } = availabilityAt(availability.schedule, at);
  return open ? { state: 'open', ...change } : { state: 'closed', ...change };
};

import { knowsHolidays } from '../availability/holidays.ts';
import type { Schedule } from '../contract/schedule.ts';
import { ApiError } from './api-error.ts';

/** Refuses holidays of a place that the lists do not have: it would be open on all of them. `at`: where the schedule is. */
export const refuseUnknownHolidays = (schedule: Schedule | null | undefined, at: string): void => {
  const holidays = schedule?.holidays;
  if (!holidays) return;
  const { country, region } = holidays;
  const fields = !knowsHolidays(country)
    ? [{ path: `${at}.holidays.country`, message: `no holidays are known for ${country}` }]
    : !knowsHolidays(country, region)
      ? [{ path: `${at}.holidays.region`, message: `${country} has no such part` }]
      : [];
  if (fields.length > 0) throw new ApiError('invalid_request', 'Some fields are not right.', { fields });
};

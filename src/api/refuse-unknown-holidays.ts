import { knowsHolidays } from '../availability/holidays.ts';
import type { Settings } from '../contract/settings.ts';
import { ApiError } from './api-error.ts';

/** Refuses settings with holidays of a place that the lists do not have: it would be open on all of them. */
export const refuseUnknownHolidays = (settings: Settings): void => {
  const holidays = settings.availability.schedule?.holidays;
  if (!holidays) return;
  const { country, region } = holidays;
  const fields = !knowsHolidays(country)
    ? [{ path: 'settings.availability.schedule.holidays.country', message: `no holidays are known for ${country}` }]
    : !knowsHolidays(country, region)
      ? [{ path: 'settings.availability.schedule.holidays.region', message: `${country} has no such part` }]
      : [];
  if (fields.length > 0) throw new ApiError('invalid_request', 'Some fields are not right.', { fields });
};

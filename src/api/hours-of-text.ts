import { parseHours } from '../availability/hours-text/parse-hours.ts';
import { scheduleSchema } from '../contract/schedule.schema.ts';
import type { SettingsToSave } from '../contract/settings.schema.ts';
import type { Settings } from '../contract/settings.ts';
import { ApiError } from './api-error.ts';

/**
 * Settings whose schedule is read from the hours' text where none is given. A text that is not wholly understood is refused:
 * whoever saves it says what it means, or gives null to go without hours that are evaluated.
 */
export const withHoursOfText = (settings: SettingsToSave): Settings => {
  const { schedule, ...availability } = settings.availability;
  if (schedule !== undefined) return { ...settings, availability: { ...availability, schedule } };
  const text = settings.businessHoursText;
  if (text.trim() === '') return { ...settings, availability: { ...availability, schedule: null } };
  const parsed = parseHours(text, { zone: availability.zone });
  const found = scheduleSchema.safeParse(parsed.schedule);
  if (parsed.status === 'understood' && found.success) {
    return { ...settings, availability: { ...availability, schedule: found.data } };
  }
  const faults = parsed.schedule ? (found.error?.issues.map((issue) => `${issue.message}.`) ?? []) : [];
  const questions = [...parsed.questions.map((question) => question.text), ...faults].join(' ');
  const message = `is not wholly understood; give availability.schedule as well, null for none. ${questions}`;
  throw new ApiError('invalid_request', 'Some fields are not right.', {
    fields: [{ path: 'settings.businessHoursText', message }],
  });
};

import type { HolidayRule, Schedule, ScheduleException } from '../../../src/contract/schedule.ts';

/** Special days that were set beside those of the text. */
export type OwnDays = { exceptions: ScheduleException[]; holidays: HolidayRule | null };

export const isSameException = (a: ScheduleException, b: ScheduleException): boolean =>
  JSON.stringify([a.from, a.to, a.ranges]) === JSON.stringify([b.from, b.to, b.ranges]);

const isNamedBy =
  (said: Schedule | null) =>
  (one: ScheduleException): boolean =>
    said?.exceptions.some((other) => isSameException(one, other)) ?? false;

/** The special days of a saved schedule that `said`, the schedule of its text, does not name. */
export const ownDaysOf = (saved: Schedule | null, said: Schedule | null): OwnDays => ({
  exceptions: saved?.exceptions.filter((one) => !isNamedBy(said)(one)) ?? [],
  holidays: saved && JSON.stringify(saved.holidays) !== JSON.stringify(said?.holidays ?? null) ? saved.holidays : null,
});

/** A schedule without these days of its own. */
export const withoutOwnDays = (schedule: Schedule, own: OwnDays): Schedule => ({
  ...schedule,
  exceptions: schedule.exceptions.filter((one) => !own.exceptions.some((other) => isSameException(one, other))),
  holidays: own.holidays ? null : schedule.holidays,
});

/** A schedule with these days of its own, each once; their holidays go before those of the text. */
export const withOwnDays = (schedule: Schedule, own: OwnDays): Schedule => ({
  ...schedule,
  exceptions: [...schedule.exceptions, ...own.exceptions.filter((one) => !isNamedBy(schedule)(one))],
  holidays: own.holidays ?? schedule.holidays,
});

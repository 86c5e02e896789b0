export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Minutes of a day, half open: `to` is the first minute closed. `to` above 1440 runs into the next day. */
export type OpenRange = { from: number; to: number };

/** Opening hours of a week on the wall clock of an IANA zone. A missing day is closed. */
export type WeeklySchedule = { zone: string; days: Partial<Record<Weekday, OpenRange[]>> };

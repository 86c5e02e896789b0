const dayMs = 86_400_000;

/** YYYY-MM-DDTHH:MM on the clock of a zone, as fields of the type datetime-local take it. */
export const wallOf = (at: Date, zone: string): string => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
};

/**
 * The instant at which a zone's clock shows that time: one of the two when clocks go back, and when they go forward over it
 * one less than a day from it.
 */
export const instantOf = (wall: string, zone: string): Date => {
  const wanted = Date.parse(`${wall}Z`);
  let at = wanted;
  // The offset is that of the instant, which is only known by the offset: the second look is right but at a change.
  for (let look = 0; look < 3; look++) at += wanted - Date.parse(`${wallOf(new Date(at), zone)}Z`);
  return new Date(at);
};

/** 17:00, on the clock of a zone. */
const timeOf = (at: Date, zone: string): string => wallOf(at, zone).slice(11).replace(/^0/, '');

const dayNumber = (at: Date, zone: string): number => Date.parse(`${wallOf(at, zone).slice(0, 10)}T00:00Z`) / dayMs;

/** As one says it at `now`: "17:00", "tomorrow 9:00", "Monday 9:00", "4 January 9:00". */
export const dayAndTime = (at: Date, now: Date, zone: string): string => {
  const days = dayNumber(at, zone) - dayNumber(now, zone);
  const time = timeOf(at, zone);
  if (days === 0) return time;
  if (days === 1) return `tomorrow ${time}`;
  const near = days > 0 && days < 7;
  const format = near ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const);
  return `${new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...format }).format(at)} ${time}`;
};

/** "Mon 30 Nov, 9:00" */
export const dateAndTime = (at: Date, zone: string): string => {
  const format = { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone } as const;
  return `${new Intl.DateTimeFormat('en-GB', format).format(at).replace(',', '')}, ${timeOf(at, zone)}`;
};

/** "UTC-4": how far a zone is from UTC at an instant. */
export const offsetOf = (zone: string, at: Date): string => {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at);
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? '').replace(/GMT(\+0)?/, 'UTC');
};

/** "40 s", "12 min", "3 h", "2 days" */
export const span = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
};

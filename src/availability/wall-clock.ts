import { Temporal } from 'temporal-polyfill';

/**
 * Minutes from 1970-01-01T00:00 to a wall time, without a zone. Numbers, since a look-ahead compares thousands of wall
 * times and asks only of a few when they come.
 */
export type WallMinute = number;

export const minutesOfDay = 1440;

/** What the zone's clock shows at an instant (in ms), seconds left out. */
export const wallMinuteAt = (zone: string, instant: number): WallMinute => {
  const offset = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  return Math.floor((instant + offset) / 60_000);
};

/** The day that the zone's calendar shows at an instant (in ms), as YYYY-MM-DD. */
export const dayAt = (zone: string, instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/**
 * The first instant, in ms, at which the zone's clock shows the wall time or a later one. So a wall time that is skipped
 * comes when the clock skips it, and one that is repeated comes the first time; a later wall time never comes earlier.
 */
export const instantOf = (zone: string, wall: WallMinute): number => {
  const plain = new Date(wall * 60_000).toISOString().slice(0, -1);
  const zoned = Temporal.PlainDateTime.from(plain).toZonedDateTime(zone, { disambiguation: 'earlier' });
  const shows = zoned.epochMilliseconds + zoned.offsetNanoseconds / 1e6;
  // For a skipped wall time Temporal gives an instant shortly before the change, and not the change itself.
  const change = shows === wall * 60_000 ? null : zoned.getTimeZoneTransition('next');
  return (change ?? zoned).epochMilliseconds;
};

import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

export type Holiday = { date: string; name: string };

/**
 * Loading the lists takes about 100 ms and 30 MB, a year of a country 1-50 ms: so they are loaded by the first schedule
 * that has holidays, and years that were worked out are kept.
 */
const keptYears = 500;
const years = new Map<string, ReadonlySet<string>>();
let loaded: typeof Holidays | undefined;
const lists = (): typeof Holidays => {
  loaded ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays;
  return loaded;
};

/**
 * The public holidays of a country, or of a part of it, in a year: sorted, with the days that stand in for those on a
 * weekend, and each day of those that take several. Half holidays, which begin at noon or so, are left out. Names are in
 * English. None for a place that is not known. From `date-holidays` (code ISC, data CC-BY-3.0); those that follow the
 * moon may be a day off, since authorities decide by sight.
 */
export const holidaysOf = (country: string, region: string | undefined, year: number): Holiday[] => {
  const place = { country, ...(region && { state: region }) };
  const list = new (lists())(place, { types: ['public'], timezone: 'UTC', languages: 'en' });
  // Some begin in the last days of a year and end in the next.
  return [year - 1, year]
    .flatMap((begun) => list.getHolidays(begun) ?? [])
    .flatMap(({ date, start, end, name }) => {
      const first = Date.parse(date.slice(0, 10));
      const days = Math.floor((end.getTime() - start.getTime()) / dayMs);
      return Array.from({ length: days }, (_, i) => ({ date: isoDate(first + i * dayMs), name }));
    })
    .filter(({ date }) => date.startsWith(`${year}-`))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
};

/** Whether YYYY-MM-DD is a public holiday there. Cheap: years are kept. */
export const isHoliday = (country: string, region: string | undefined, date: string): boolean => {
  const year = date.slice(0, 4);
  const key = `${country}-${region ?? ''}-${year}`;
  let dates = years.get(key);
  if (!dates) {
    dates = new Set(holidaysOf(country, region, Number(year)).map((holiday) => holiday.date));
    const oldest = years.keys().next();
    if (years.size >= keptYears && !oldest.done) years.delete(oldest.value);
    years.set(key, dates);
  }
  return dates.has(date);
};

/** Whether the holidays of a country, or of a part of it, are known. */
export const knowsHolidays = (country: string, region?: string): boolean =>
  Object.hasOwn(new (lists())().getCountries(), country) &&
  (region === undefined || holidayRegions(country).some(({ code }) => code === region));

/** The countries whose holidays are known, by their ISO 3166-1 code, with names in English. */
export const holidayCountries = (): { code: string; name: string }[] => named(new (lists())().getCountries('en'));

/** The parts of a country with holidays of their own; none for a country that is not known. */
export const holidayRegions = (country: string): { code: string; name: string }[] =>
  named(new (lists())().getStates(country, 'en'));

const named = (names: Record<string, string> | undefined) =>
  Object.entries(names ?? {}).map(([code, name]) => ({ code, name }));

const dayMs = 24 * 3_600_000;
const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

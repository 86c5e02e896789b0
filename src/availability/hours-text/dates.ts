/** A day that a date clause means: MM-DD each year, YYYY-MM-DD once. */
export type DateSpan = { from: string; to: string; label: string };

/** A holiday by name: its date each year, or null when it moves. */
export type NamedDay = string | null;

const two = (value: number) => String(value).padStart(2, '0');
const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** MM-DD or YYYY-MM-DD; undefined when there is no such day. */
export const dateOf = (month: number, day: number, year?: number): string | undefined => {
  const length = lengths[month - 1];
  if (!length || day < 1 || day > length) return undefined;
  if (year !== undefined && month === 2 && day === 29 && !isLeap(year)) return undefined;
  return `${year === undefined ? '' : `${String(year).padStart(4, '0')}-`}${two(month)}-${two(day)}`;
};

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days from which on a span of dates is a season, and not only an event. */
export const leastSeason = 28;

/** About how many days a span has: 1 for a single day. */
export const daysIn = (from: string, to: string): number => {
  const count = (date: string) => {
    const [year, month, day] = date.length === 5 ? [0, ...date.split('-')] : date.split('-');
    return Number(year) * 365 + Number(month) * 30.4 + Number(day);
  };
  const between = count(to) - count(from);
  return Math.round(between < 0 ? between + 365 : between) + 1;
};

/** Days known by a name. Null: the date moves from year to year or from country to country. */
export const namedDays: [string, NamedDay][] = [
  ['christmas', '12-25'],
  ['christmas day', '12-25'],
  ['xmas', '12-25'],
  ['xmas day', '12-25'],
  ['christmas eve', '12-24'],
  ['xmas eve', '12-24'],
  ['boxing day', '12-26'],
  ['new year', '01-01'],
  ["new year's", '01-01'],
  ["new years'", '01-01'],
  ['new years', '01-01'],
  ["new year's day", '01-01'],
  ['new years day', '01-01'],
  ['new year day', '01-01'],
  ["new year's eve", '12-31'],
  ['new years eve', '12-31'],
  ['new year eve', '12-31'],
  ['independence day', null],
  ['july 4th', '07-04'],
  ['july fourth', '07-04'],
  ['4th of july', '07-04'],
  ['fourth of july', '07-04'],
  ['juneteenth', '06-19'],
  ['veterans day', '11-11'],
  ["veteran's day", '11-11'],
  ["veterans' day", '11-11'],
  ['thanksgiving', null],
  ['thanksgiving day', null],
  ['day after thanksgiving', null],
  ['easter', null],
  ['easter sunday', null],
  ['easter monday', null],
  ['good friday', null],
  ['labor day', null],
  ['labour day', null],
  ['memorial day', null],
  ["presidents' day", null],
  ["president's day", null],
  ['presidents day', null],
  ['mlk day', null],
  ['martin luther king day', null],
  ['martin luther king jr day', null],
  ['columbus day', null],
  ["indigenous peoples' day", null],
  ["mother's day", null],
  ["father's day", null],
  ['canada day', '07-01'],
  ['australia day', '01-26'],
  ['anzac day', '04-25'],
  ['st stephens day', '12-26'],
  ['passover', null],
  ['ramadan', null],
  ['yom kippur', null],
  ['rosh hashanah', null],
  ['lunar new year', null],
  ['chinese new year', null],
  ['diwali', null],
  ['today', null],
  ['tonight', null],
  ['tomorrow', null],
  ['this week', null],
  ['next week', null],
  ['this weekend', null],
  ['next weekend', null],
  ['eid', null],
  ['holiday weekend', null],
  ['holiday weekends', null],
];

/** Independence Day is 4 July in the United States and elsewhere another day. */
export const independenceDay = (country: string | undefined): NamedDay => (country === 'US' ? '07-04' : null);

import { Temporal } from 'temporal-polyfill';
import type { ZoneChoice } from '../../contract/parsed-hours.ts';
import { signAt, type Token } from './tokenize.ts';
import { ambiguousZones, capitalsOnly, countryZones, needTime, pairs, zoneTable } from './zone-table.ts';

/** A zone as read. No zones: the text speaks of a clock without saying which ("your local time"). */
export type TypedZone = {
  key: string;
  /** The first is the likeliest. */
  zones: string[];
  /** A bare offset: may only repeat what a name beside it says. */
  offset?: boolean;
  /** "GMT +1/+2": its clock changes, which no offset by itself says. */
  changes?: boolean;
};

const typedZones = new Map<string, string[]>();
for (const [zone, name, typed] of zoneTable) {
  for (const text of typed.split(', ')) typedZones.set(text, [zone]);
  for (const form of ['time', 'standard time', 'daylight time', 'std time']) {
    const stem = name.toLowerCase().replace(/ time$/, '');
    if (!typedZones.has(`${stem} ${form}`)) typedZones.set(`${stem} ${form}`, [zone]);
  }
}
for (const [typed, zones] of ambiguousZones) typedZones.set(typed, zones);
const longestName = 5;
/** Islands with a zone of their own, which people hardly mean. */
const seasons = new Set(['christmas', 'easter']);
const firstWords = new Set([...typedZones.keys()].map((typed) => typed.split(' ')[0]));

let cities: Map<string, string> | undefined;
/** "new york" to America/New_York, for every zone there is. */
const cityZone = (city: string): string | undefined => {
  cities ??= new Map(
    Intl.supportedValuesOf('timeZone').map((zone) => [
      (zone.split('/').at(-1) ?? '').replaceAll('_', ' ').toLowerCase(),
      zone,
    ]),
  );
  return cities.get(city);
};

const regions = new Set(
  'africa america antarctica arctic asia atlantic australia europe indian pacific etc us canada'.split(' '),
);

/** Whether the clock library knows it: an IANA name or an offset, never an abbreviation. */
export const isZone = (zone: string): boolean => {
  if (!zone.includes('/') && zone !== 'UTC' && !/^[+-]\d\d:\d\d$/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

/** Whole hours as Etc/GMT zones, which every browser knows (their sign is turned round); others as +05:30. */
const fixedZone = (hours: number, minutes: number): string | undefined => {
  if (Math.abs(hours) > 14 || minutes > 59) return undefined;
  if (minutes === 0) {
    if (hours === 0) return 'UTC';
    if (hours >= -12) return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
  }
  const two = (value: number) => String(value).padStart(2, '0');
  return `${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}:${two(minutes)}`;
};

type Found = { zone: TypedZone; count: number };

/** A zone that begins at a token; `afterTime`: a time stands before it, `labelled`: "time zone" does. */
export const readZone = (tokens: Token[], at: number, afterTime: boolean, labelled: boolean): Found | undefined =>
  readIana(tokens, at) ?? readOffset(tokens, at, labelled) ?? readName(tokens, at, afterTime || labelled);

/** To ask the clock library costs time: a text has so many tries. */
const failedNames = new WeakMap<Token[], number>();

const readIana = (tokens: Token[], at: number): Found | undefined => {
  if (!regions.has(tokens[at]?.text ?? '')) return undefined;
  let name = tokens[at]?.shape ?? '';
  let end = at + 1;
  // A part may hold _, -, + and figures: Etc/GMT+5, America/Port-au-Prince.
  while (end - at < 14) {
    const next = tokens[end];
    const glue = next?.kind === 'sign' && '/_-+'.includes(next.text) && next.glued;
    const part = tokens[end + 1];
    if (!glue || !part?.glued || (part.kind !== 'word' && part.kind !== 'number')) break;
    name += next.text + part.shape;
    end += 2;
  }
  const tries = failedNames.get(tokens) ?? 0;
  if (end === at + 1 || tries >= 20) return undefined;
  if (isZone(name)) return { zone: { key: name, zones: [name] }, count: end - at };
  failedNames.set(tokens, tries + 1);
  return undefined;
};

const readOffset = (tokens: Token[], at: number, labelled: boolean): Found | undefined => {
  const named = tokens[at]?.text === 'gmt' || tokens[at]?.text === 'utc';
  if (!named && !labelled) return undefined;
  const sign = tokens[named ? at + 1 : at];
  const hours = tokens[named ? at + 2 : at + 1];
  if (!sign || !['+', '-'].includes(sign.text) || hours?.kind !== 'number' || !hours.glued) return undefined;
  let value = Number(hours.text);
  let minutes = 0;
  let end = (named ? at + 2 : at + 1) + 1;
  const colon = tokens[end];
  const rest = tokens[end + 1];
  if (hours.text.length > 2) {
    minutes = value % 100;
    value = Math.floor(value / 100);
  } else if (colon?.text === ':' && colon.glued && rest?.kind === 'number' && rest.glued && rest.text.length === 2) {
    minutes = Number(rest.text);
    end += 2;
  }
  const [slash, other, summer] = tokens.slice(end, end + 3);
  const changes = slash?.text === '/' && other?.text === sign.text && summer?.kind === 'number';
  if (changes) end += 3;
  const zone = fixedZone(sign.text === '-' ? -value : value, minutes);
  return zone
    ? { zone: { key: zone, zones: [zone], offset: named, ...(changes && { changes }) }, count: end - at }
    : undefined;
};

/** "E.S.T." with the last dot when it is there. "M.T." is Monday and Tuesday. */
export const readInitials = (tokens: Token[], at: number): Found | undefined => {
  let key = tokens[at]?.text ?? '';
  let end = at + 1;
  while (end < at + 7 && signAt(tokens, end, '.') && tokens[end + 1]?.glued && tokens[end + 1]?.text.length === 1) {
    key += tokens[end + 1]?.text;
    end += 2;
  }
  const zones = tokens[at]?.text.length === 1 && key !== 'mt' && key.length > 1 ? typedZones.get(key) : undefined;
  return zones ? { zone: { key, zones }, count: signAt(tokens, end, '.') ? end + 1 - at : end - at } : undefined;
};

const readName = (tokens: Token[], at: number, afterTime: boolean): Found | undefined => {
  const first = tokens[at];
  if (first?.kind !== 'word') return undefined;
  const timed = [1, 2, 3, 4].some((ahead) => tokens[at + ahead]?.text === 'time');
  if (!timed && !firstWords.has(first.text)) return undefined;
  const words: string[] = [];
  for (let end = at; end < at + longestName && tokens[end]?.kind === 'word'; end++) words.push(tokens[end]?.text ?? '');
  for (let count = words.length; count > 0; count--) {
    const key = words.slice(0, count).join(' ');
    const zones = typedZones.get(key);
    if (zones) {
      const shouted = first.shape === first.shape.toUpperCase();
      const next = tokens[at + 1];
      const ends = next === undefined || next.kind === 'line' || [')', '.', ';'].includes(next.text);
      const quiet = !shouted && !(afterTime && ends && key.length === 2);
      if (count === 1 && capitalsOnly.has(key) && quiet) continue;
      if (count === 1 && needTime.has(key) && !afterTime && !ends) continue;
      // "US Eastern time".
      const said = key.endsWith('time') ? 0 : words[count] === 'time' ? 1 : words[count + 1] === 'time' ? 2 : 0;
      const form = said < 2 || ['standard', 'daylight', 'summer'].includes(words[count] ?? '');
      return { zone: { key, zones }, count: form ? count + said : count };
    }
    const city = count > 1 && words[count - 1] === 'time' ? words.slice(0, count - 1).join(' ') : '';
    if (city === 'local' || city === 'your local' || city === 'your') return { zone: { key: city, zones: [] }, count };
    const zone = city && first.shape !== first.text && !seasons.has(city) ? cityZone(city) : undefined;
    if (zone) return { zone: { key: zone, zones: [zone] }, count };
  }
  return undefined;
};

/** A city alone, which explains a zone beside it: "EST (New York)". */
export const readCity = (tokens: Token[], at: number): Found | undefined => {
  for (let count = 3; count > 0; count--) {
    const words = tokens.slice(at, at + count);
    if (words.length < count || words.some((token) => token.kind !== 'word')) continue;
    const name = words.map((token) => token.text).join(' ');
    const zone = cityZone(name) ?? typedZones.get(`${name} time`)?.[0];
    if (zone) return { zone: { key: zone, zones: [zone] }, count };
  }
  return undefined;
};

const offsets = new Map<string, [number, number]>();
/** Minutes before or behind UTC in the northern winter and summer. */
const offsetsOf = (zone: string): [number, number] => {
  const known = offsets.get(zone);
  if (known) return known;
  const in2026 = (month: number) => Math.round(offsetAt(zone, Date.UTC(2026, month, 15)));
  const found: [number, number] = [in2026(0), in2026(6)];
  offsets.set(zone, found);
  return found;
};

const offsetAt = (zone: string, at: number): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;

/** Whether two zones show the same clock in winter and in summer. */
export const alike = (a: string, b: string): boolean => {
  const [winter, summer] = offsetsOf(a);
  const [otherWinter, otherSummer] = offsetsOf(b);
  return winter === otherWinter && summer === otherSummer;
};

/** How many minutes the clock of `b` is before that of `a`, in winter and in summer. */
export const aheadOf = (a: string, b: string): [winter: number, summer: number] => {
  const [winter, summer] = offsetsOf(a);
  const [otherWinter, otherSummer] = offsetsOf(b);
  return [otherWinter - winter, otherSummer - summer];
};

/** One zone for two that were typed: the same clock, winter and summer of one place, or a name and its offset. */
export const joined = (a: TypedZone, b: TypedZone): TypedZone | undefined => {
  if (a.key === b.key) return a;
  const [first] = a.zones;
  const [second] = b.zones;
  if (!first || !second) return first ? a : b;
  const pair = pairs.find(([one, two]) => (a.key === one && b.key === two) || (a.key === two && b.key === one));
  if (pair) return { key: pair[2], zones: [pair[2]] };
  const both = a.zones.filter((zone) => b.zones.some((other) => alike(zone, other)));
  // "MST (Phoenix)": the place says whether its clock changes.
  const place = b.key.includes('/') && !a.offset && !b.offset;
  if (place && a.zones.some((zone) => offsetsOf(zone)[0] === offsetsOf(second)[0])) return b;
  if (both.length > 0 && b.key.includes('/')) return b;
  if (both.length > 0) return { key: a.offset ? b.key : a.key, zones: a.offset ? b.zones : both };
  if (a.offset || b.offset) {
    const [name, fixed] = a.offset ? [b, first] : [a, second];
    const fits = name.zones.filter((zone) => offsetsOf(zone).includes(offsetsOf(fixed)[0]));
    return fits.length > 0 ? { key: name.key, zones: fits } : undefined;
  }
  return undefined;
};

const countries = new Map<string, string>();
for (const [country, zones] of countryZones) for (const zone of zones.split(' ')) countries.set(zone, country);

/** The country of a zone, ISO 3166-1; undefined for zones that belong to none or that few choose. */
export const countryOf = (zone: string): string | undefined => countries.get(zone);

/** The zone meant, given the workspace's: its own when it shows the same clock, else one in its country, else the likeliest. */
export const chosenZone = (typed: TypedZone, workspace: string, country: string | undefined) => {
  const own = typed.zones.find((zone) => alike(zone, workspace));
  if (own) return { zone: workspace, sure: true };
  const near = typed.zones.find((zone) => country !== undefined && countryOf(zone) === country);
  return { zone: near ?? typed.zones[0] ?? workspace, sure: typed.zones.length === 1 || near !== undefined };
};

const zoneNames = new Map<string, string>();
for (const [zone, name] of zoneTable) if (!zoneNames.has(zone)) zoneNames.set(zone, name);

const offsetWords = (minutes: number): string => {
  if (minutes === 0) return 'UTC';
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? '-' : '+'}${Math.trunc(Math.abs(minutes) / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
};

const labels = new Map<string, string>();
/** A zone in words: "Eastern Time (New York)", "UTC+1 all year". */
export const zoneLabel = (zone: string): string => {
  const known = labels.get(zone);
  if (known) return known;
  const label = wordsFor(zone);
  labels.set(zone, label);
  return label;
};

const wordsFor = (zone: string): string => {
  if (zone === 'UTC') return 'UTC';
  if (zone.startsWith('Etc/') || !zone.includes('/')) return `${offsetWords(offsetsOf(zone)[0])} all year`;
  const city = (zone.split('/').at(-1) ?? '').replaceAll('_', ' ');
  const generic = () => {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(0);
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  };
  return `${zoneNames.get(zone) ?? generic()} (${city})`;
};

/** "Eastern Time (New York), now UTC-4". `at` in ms; throws a RangeError for a zone there is not. */
export const describeZone = (zone: string, at: number): string =>
  zone === 'UTC' ? 'UTC' : `${zoneLabel(zone)}, now ${offsetWords(Math.round(offsetAt(zone, at)))}`;

export const zoneChoices = (zones: string[]): ZoneChoice[] => zones.map((zone) => ({ zone, label: zoneLabel(zone) }));

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offsetsOf, slowAvailability } from '../../test/support/slow-availability.ts';
import {
  type HolidayRule,
  type OpenRange,
  type Schedule,
  type ScheduleException,
  weekdays,
} from '../contract/schedule.ts';
import { availabilityAt } from './availability.ts';
import { holidaysOf } from './holidays.ts';

/** TRIPLES=100000 compares that many; SEED repeats a run. */
const triples = Number(process.env.TRIPLES ?? 2000);

/** Zones with years in which their clocks do something. Each reaches two years further, for the look-ahead. */
const zones: [zone: string, from: number, to: number][] = [
  ['America/New_York', 2025, 2027],
  ['Europe/Berlin', 2026, 2027],
  ['Australia/Lord_Howe', 2026, 2027],
  ['Europe/Dublin', 2026, 2027],
  ['Pacific/Apia', 2010, 2012],
  ['Asia/Kolkata', 2026, 2026],
  ['America/Sao_Paulo', 2016, 2018],
  ['Africa/Casablanca', 2025, 2026],
  ['Asia/Tehran', 2020, 2022],
  ['UTC', 2026, 2026],
  ['Pacific/Chatham', 2026, 2027],
  // Until 2011 its clocks went forward and back at one minute past midnight.
  ['America/St_Johns', 2009, 2012],
  ['Antarctica/Troll', 2026, 2027],
  // Skips the last hour of a day.
  ['America/Nuuk', 2025, 2027],
];
const day = 24 * 3_600_000;
const clocks = zones.map(([zone, from, to]) => {
  const offsets = offsetsOf(zone, from - 1, to + 2);
  return { zone, from, to, offsets, changes: offsets.slice(1).map(({ since }) => since) };
});

const instant = ({ from, to, changes }: (typeof clocks)[number]): fc.Arbitrary<number> => {
  const within = changes.filter((change) => change >= Date.UTC(from) && change < Date.UTC(to + 1));
  const anywhere = fc.integer({ min: Date.UTC(from), max: Date.UTC(to + 1) - 1 });
  if (within.length === 0) return anywhere;
  const near = (span: number) => fc.tuple(fc.constantFrom(...within), fc.integer({ min: -span, max: span }));
  return fc.oneof(
    { weight: 1, arbitrary: anywhere },
    { weight: 2, arbitrary: near(2 * day).map(([change, by]) => change + by) },
    // On the minute, where half-open ends are.
    { weight: 2, arbitrary: near(240).map(([change, by]) => change + by * 60_000) },
  );
};

const minute = fc.oneof(
  fc.integer({ min: 0, max: 1439 }),
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 16 }).map((quarter) => quarter * 15),
  fc.integer({ min: 1380, max: 1439 }),
);
const range: fc.Arbitrary<OpenRange> = fc
  .tuple(minute, fc.oneof(fc.integer({ min: 1, max: 1440 }), fc.constantFrom(15, 30, 60, 480, 1440)))
  .map(([from, length]) => ({ from, to: from + length }));
const ranges = fc.oneof(
  fc.array(range, { maxLength: 3 }),
  fc.constant<OpenRange[]>([{ from: 0, to: 1440 }]),
  fc.constant<OpenRange[]>([]),
);

const isoDate = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const exception = (at: number): fc.Arbitrary<ScheduleException> =>
  fc
    .tuple(
      fc.integer({ min: -30, max: 40 }),
      fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 60 })),
      fc.boolean(),
      ranges,
    )
    .map(([start, length, yearly, open]) => {
      const [from, to] = [isoDate(at + start * day), isoDate(at + (start + length) * day)];
      return { from: yearly ? from.slice(5) : from, to: yearly ? to.slice(5) : to, label: '', ranges: open };
    });
const holidays: fc.Arbitrary<HolidayRule | null> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom<Omit<HolidayRule, 'ranges'>[]>(
          { country: 'US' },
          { country: 'DE', region: 'BY' },
          { country: 'VN' },
        ),
        ranges,
      )
      .map(([place, open]) => ({ ...place, ranges: open })),
  },
);
const schedule = (zone: string, at: number): fc.Arbitrary<Schedule> =>
  fc.record({
    zone: fc.constant(zone),
    days: fc.oneof(
      fc.record(Object.fromEntries(weekdays.map((name) => [name, ranges])), { requiredKeys: [] }),
      fc.constant(Object.fromEntries(weekdays.map((name) => [name, [{ from: 0, to: 1440 }]]))),
      ranges.map((open) => ({ friday: open })),
    ),
    exceptions: fc.array(exception(at), { maxLength: 3 }),
    holidays,
  });

const triple = fc
  .constantFrom(...clocks)
  .chain((clock) =>
    instant(clock).chain((at) =>
      fc.record({ clock: fc.constant(clock), at: fc.constant(at), schedule: schedule(clock.zone, at) }),
    ),
  );

const dates = new Map<string, Set<string>>();
const isHolidayOf = (rule: HolidayRule | null) => (date: string) => {
  if (!rule) return false;
  const key = `${rule.country} ${date.slice(0, 4)}`;
  const found =
    dates.get(key) ?? new Set(holidaysOf(rule.country, rule.region, Number(date.slice(0, 4))).map((h) => h.date));
  dates.set(key, found);
  return found.has(date);
};

test(`answers as a walk from minute to minute does, ${triples} times`, { timeout: 3_600_000 }, () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  const readable = (open: boolean, at: number | null | undefined) =>
    `${open ? 'open' : 'closed'} until ${typeof at === 'number' ? new Date(at).toISOString() : '-'}`;
  fc.assert(
    fc.property(triple, ({ clock, at, schedule }) => {
      const slow = slowAvailability(schedule, clock.offsets, isHolidayOf(schedule.holidays), at);
      const fast = availabilityAt(schedule, new Date(at));
      const changesAt = (fast.open ? fast.closesAt : fast.opensAt)?.getTime();
      expect(readable(fast.open, changesAt)).toBe(readable(slow.open, slow.changesAt));
    }),
    { numRuns: triples, seed },
  );
});

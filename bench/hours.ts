import { readFile } from 'node:fs/promises';
import { parseHours } from '../src/availability/hours-text/parse-hours.ts';
import { alike } from '../src/availability/hours-text/zones.ts';
import type { ParsedHours } from '../src/contract/parsed-hours.ts';
import { type Schedule, weekdays } from '../src/contract/schedule.ts';

type Expected = {
  status: 'complete' | 'partial' | 'none';
  weekly: Record<string, [string, string][]> | null;
  tz: { text: string; resolve: string | null } | null;
  holidays: 'closed' | 'open' | null;
  confirm: string[];
};
type Item = { id: string; text: string; expected: Expected };
type Verdict = 'exact' | 'asked' | 'wrong';

const context = { zone: process.env.HOURS_ZONE ?? 'America/Los_Angeles', country: process.env.HOURS_COUNTRY ?? 'US' };
const statuses = { understood: 'complete', check: 'partial', not_understood: 'none' } as const;
const goals = { exact: 97, wrong: 1 };

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const weekOf = (schedule: Schedule | null) =>
  schedule &&
  weekdays
    .map((day) => (schedule.days[day] ?? []).map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(','))
    .join(' ; ');

const expectedWeek = ({ weekly }: Expected) =>
  weekly &&
  weekdays.map((day) => (weekly[day.slice(0, 3)] ?? []).map((range) => range.join('-')).join(',')).join(' ; ');

/** Codes that say nothing about a condition: a partial text that was taken whole with these alone was taken wrongly. */
const softCodes = new Set(['ampm', 'days-implied', 'tz', 'typo']);

/**
 * exact: the same table, or none where there is none; also with questions that a complete text needs none of. asked: no table where there is one. wrong: another table, one where
 * there is none, or a condition that passed without a question.
 */
const judge = (expected: Expected, got: ParsedHours): Verdict => {
  if (expected.status === 'none') return got.schedule ? 'wrong' : 'exact';
  if (!got.schedule) return 'asked';
  if (weekOf(got.schedule) !== expectedWeek(expected)) return 'wrong';
  const told = got.questions.some(({ code }) => !softCodes.has(code.replace('_', '-')));
  return expected.status === 'partial' && got.status === 'understood' && !told ? 'wrong' : 'exact';
};

const zoneRight = ({ tz }: Expected, { zone, questions }: ParsedHours): boolean => {
  if (!tz) return zone.source === 'workspace';
  if (tz.resolve) return zone.source === 'text' && alike(zone.zone, tz.resolve);
  return questions.some(({ code }) => code === 'zone');
};

const short = (schedule: Schedule): string => {
  const days = weekdays.map((day) =>
    (schedule.days[day] ?? []).map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(','),
  );
  const lines: string[] = [];
  for (let at = 0; at < 7; at++) {
    if (at > 0 && days[at] === days[at - 1]) continue;
    const end = days.findIndex((text, index) => index > at && text !== days[at]);
    const last = (end < 0 ? 7 : end) - 1;
    if (days[at])
      lines.push(`${weekdays[at]?.slice(0, 2)}${last > at ? `-${weekdays[last]?.slice(0, 2)}` : ''} ${days[at]}`);
  }
  const more = [
    schedule.holidays && `PH ${schedule.holidays.ranges.length ? 'special' : 'off'}`,
    ...schedule.exceptions.map(({ from, to }) => `${from}..${to}`),
  ];
  return [...lines, ...more].filter(Boolean).join('; ');
};

const percent = (count: number, all: number) => `${((100 * count) / all).toFixed(1)} %`;

const measureLabelled = (items: Item[]): boolean => {
  const counts = { exact: 0, asked: 0, wrong: 0 };
  const right = { zone: 0, status: 0 };
  let askedThough = 0;
  const misses: string[] = [];
  for (const { id, text, expected } of items) {
    const got = parseHours(text, context);
    const verdict = judge(expected, got);
    counts[verdict]++;
    if (verdict === 'exact' && expected.status === 'complete' && got.status === 'check') askedThough++;
    if (zoneRight(expected, got)) right.zone++;
    const sameStatus = statuses[got.status] === expected.status;
    if (sameStatus) right.status++;
    if (verdict === 'exact' && sameStatus && zoneRight(expected, got)) continue;
    misses.push(
      [
        `${verdict} ${id} ${JSON.stringify(text)}`,
        `  expected ${expected.status} ${expectedWeek(expected) ?? '-'} tz=${expected.tz?.resolve ?? '-'}`,
        `  got      ${statuses[got.status]} ${weekOf(got.schedule) ?? '-'} tz=${got.zone.zone}`,
        `  ${got.questions.map(({ code, text: words }) => `${code}: ${words}`).join(' | ')}`,
      ].join('\n'),
    );
  }
  for (const miss of misses) console.log(miss);
  const all = items.length;
  for (const verdict of ['exact', 'asked', 'wrong'] as const) {
    console.log(`${verdict.padEnd(6)} ${counts[verdict]} of ${all}, ${percent(counts[verdict], all)}`);
    if (verdict === 'exact') console.log(`  of which asked though complete ${askedThough}`);
  }
  console.log(
    `status ${right.status} of ${all}, ${percent(right.status, all)}; zone ${right.zone} of ${all}, ${percent(right.zone, all)}`,
  );
  return (100 * counts.exact) / all >= goals.exact && (100 * counts.wrong) / all <= goals.wrong;
};

const listAccepted = (texts: string[]) => {
  const counts = { understood: 0, check: 0, not_understood: 0 };
  for (const text of texts) {
    const { status, schedule, questions } = parseHours(text, context);
    counts[status]++;
    const codes = [...new Set(questions.map(({ code }) => code))].join(',');
    console.log(`${status.padEnd(14)} ${JSON.stringify(text)} => ${schedule ? short(schedule) : '-'} [${codes}]`);
  }
  console.log(JSON.stringify(counts));
};

const measureSpeed = (texts: string[]) => {
  // The quickest round: others use this machine too.
  const quickest = (rounds: number, work: () => void): number => {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      work();
      best = Math.min(best, performance.now() - began);
    }
    return best;
  };
  const all = quickest(Math.ceil(10_000 / texts.length), () => {
    for (const text of texts) parseHours(text, context);
  });
  console.log(`${((all * 1000) / texts.length).toFixed(1)} us a text`);
  const long: Record<string, string> = {
    'texts of the file': texts.join('; ').repeat(Math.ceil(10_000 / texts.join('; ').length)),
    figures: '1-'.repeat(5_000),
    brackets: '()'.repeat(5_000),
    'tag openings': '<p'.repeat(5_000),
    'days and commas': 'Mon, '.repeat(2_000),
    'small words': 'on '.repeat(3_334),
    'unknown words': 'wednesdoi '.repeat(1_000),
    'ranges of a day': 'Mon 9-10:30, '.repeat(770),
    holes: 'Mon 9-17 closed 12-13; '.repeat(435),
    quotes: '"a '.repeat(3_334),
    'one word': 'm'.repeat(10_000),
  };
  for (const [name, text] of Object.entries(long)) {
    const whole = text.slice(0, 10_000);
    const time = quickest(20, () => parseHours(whole, context));
    console.log(`${time.toFixed(2).padStart(6)} ms for 10,000 characters of ${name}`);
  }
};

const [path] = process.argv.slice(2);
if (!path) {
  console.error('Usage: npm run bench:hours -- <file.json>');
  process.exit(2);
}
const file = JSON.parse(await readFile(path, 'utf8')) as { items?: Item[]; strings?: string[] };
const reached = file.items ? measureLabelled(file.items) : true;
if (file.strings) listAccepted(file.strings);
measureSpeed(file.items?.map(({ text }) => text) ?? file.strings ?? []);
process.exitCode = reached ? 0 : 1;

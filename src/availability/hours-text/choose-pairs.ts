import { daysIn, leastSeason } from './dates.ts';
import { everyDay } from './lexeme.ts';
import type { Pair, Paired } from './pairs.ts';
import { type Asked, lower, refuse } from './questions.ts';
import type { Target } from './statement.ts';

/** The weekdays that a target names; `rest` counts as none. */
export const maskOf = (target: Target | null): number => {
  if (!target) return everyDay;
  const { mask, several, minus } = target;
  // "Daily, Monday to Friday": the days that are named say it more closely.
  return mask && several && (mask & several) === mask ? mask : (mask | several) & ~minus;
};

export const isWeekly = ({ target }: Pair): boolean => target === null || maskOf(target) > 0 || target.rest;
const opens = ({ state }: Pair): boolean => !state.hole && (state.allDay || state.ranges.length > 0 || state.open);

/**
 * The pairs that the weekly table is made of. What holds in a season, for one service or not in each week is left out
 * and asked about; where that would be a guess, the text is refused.
 */
export const choosePairs = (paired: Paired, asked: Asked): Pair[] => {
  let open = paired.pairs.filter((pair) => opens(pair) && isWeekly(pair));
  open = open.filter((pair) => everyWeek(pair, asked));
  open = inSeason(open, asked);
  return ofOneKind(open, asked);
};

const periodOf = (target: Target | null) => target?.dates.find(({ from, to }) => from !== to);

const everyWeek = ({ target, statement, state }: Pair, asked: Asked): boolean => {
  if (target?.nth || (!target && statement.nth)) {
    const span = target ?? state;
    lower(asked, 'not_weekly', 'Some hours are not the same each week; the table leaves them out.', { span });
    return false;
  }
  if (target?.weekdayOfDate) return false;
  const period = periodOf(target);
  if (target && period) {
    // "May 3 - May 7, Monday to Friday": a time of the year, and when it is short no week at all.
    if (daysIn(period.from, period.to) < leastSeason) {
      lower(asked, 'date', 'These hours hold only between two dates.', { span: target });
      return false;
    }
  } else if (target && target.dates.length > 0) {
    lower(asked, 'date', 'Hours of a date and of days of the week stand together.', { span: target });
  }
  if (statement.machine) {
    lower(asked, 'labelled', 'Hours at which nobody is there to answer are left out.', { span: state });
    return false;
  }
  return true;
};

const seasonOf = ({ season, target }: Pair): string => {
  const period = periodOf(target);
  return season || (period ? `${period.from} to ${period.to}` : '');
};

/**
 * A season stays, with a question, when its days have no other hours. Of two seasons over the same days either would be
 * wrong for a part of the year, and two seasons in one statement can't be told apart.
 */
const inSeason = (open: Pair[], asked: Asked): Pair[] => {
  if (open.every((pair) => seasonOf(pair) === '')) return open;
  const masks = new Map<string, number>();
  for (const pair of open) masks.set(seasonOf(pair), (masks.get(seasonOf(pair)) ?? 0) | maskOf(pair.target));
  const allYear = masks.get('') ?? 0;
  const alone = [...masks].filter(([season, mask]) => season && (mask & allYear) === 0);
  const mixed = open.some(
    ({ statement: { seasonBefore, seasonBehind } }) => seasonBefore && seasonBehind && seasonBefore !== seasonBehind,
  );
  if (mixed || alone.some(([, mask], at) => alone.slice(at + 1).some(([, other]) => (mask & other) !== 0))) {
    refuse(asked, 'season', 'The hours differ by season. Write the hours of today, and other days as dates.');
    return open;
  }
  const kept = new Set(['']);
  for (const [season] of alone) {
    kept.add(season);
    lower(asked, 'season', `These hours hold only for a part of the year (${season}).`);
  }
  const found = open.filter((pair) => kept.has(seasonOf(pair)));
  if (found.length < open.length) lower(asked, 'season', 'Hours that hold only for a part of the year are left out.');
  return found;
};

const groupOf = ({ label, statement }: Pair): string => label || (statement.qualifier && `:${statement.qualifier}`);

const unclear = 'Which hours are meant? The text gives hours for several things.';

const ofOneKind = (open: Pair[], asked: Asked): Pair[] => {
  const named = open.some((pair) => pair.target !== null);
  const placed = named ? open.filter((pair) => pair.target !== null || !pair.state.allDay) : open;
  const first = open[0];
  if (first && !placed.includes(first) && groupOf(first)) refuse(asked, 'labelled', unclear, { span: first.state });
  if (placed.length < open.length) lower(asked, 'labelled', 'Hours around the clock for something else are left out.');
  const groups = new Map<string, Pair[]>();
  for (const pair of placed) {
    const group = groups.get(groupOf(pair));
    if (group) group.push(pair);
    else groups.set(groupOf(pair), [pair]);
  }
  if (groups.size < 2) return placed;
  const [firstKey = ''] = groups.keys();
  const mainKey = groups.has('') ? '' : firstKey;
  const main = groups.get(mainKey) ?? [];
  const days = (pairs: Pair[]) => pairs.reduce((mask, { target }) => mask | maskOf(target), 0);
  const others = [...groups].filter(([key]) => key !== mainKey);
  const tell = () =>
    lower(asked, 'labelled', 'The text gives hours for several things; the table holds the first ones.');
  if (mainKey === '') {
    const apart = others.filter(([key, pairs]) => key.startsWith(':') && (days(pairs) & ~days(main)) !== 0);
    const strange = apart.some(([, pairs]) => pairs.some(({ statement }) => statement.foreign));
    const persists = others.some(([key, pairs]) => {
      return (
        !key.startsWith(':') &&
        new Set(pairs.map((pair) => pair.statement)).size > 1 &&
        (days(pairs) & ~days(main)) !== 0
      );
    });
    tell();
    const narrower =
      main.every(({ state }) => state.allDay) && others.some(([, pairs]) => !pairs.every(({ state }) => state.allDay));
    if (strange || persists || narrower) refuse(asked, 'labelled', unclear);
    return [...main, ...apart.flatMap(([, pairs]) => pairs)];
  }
  const all = [...groups.values()];
  const disjoint = all.every((pairs, at) => all.slice(at + 1).every((other) => (days(pairs) & days(other)) === 0));
  if (disjoint && [...groups.keys()].every((key) => key.startsWith(':'))) {
    tell();
    return placed;
  }
  const always = (pairs: Pair[]) => pairs.every(({ state }) => state.allDay);
  if (always(main) && !all.every(always)) refuse(asked, 'labelled', unclear);
  // Undecided until the times are known: the caller keeps them when the first cover all others.
  tell();
  return placed.map((pair) => ({ ...pair, extra: groupOf(pair) !== mainKey }));
};

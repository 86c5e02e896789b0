import type { OpenRange } from '../../contract/schedule.ts';
import { choosePairs, maskOf } from './choose-pairs.ts';
import { everyDay } from './lexeme.ts';
import { moveBound } from './move-bound.ts';
import type { Pair, Paired } from './pairs.ts';
import { type Asked, confirm, lower, refuse } from './questions.ts';
import type { State } from './statement.ts';
import { type RangeDoubt, readRange } from './times.ts';
import { covers, emptyWeek, overlap, tidy, type Week, without } from './week.ts';

const wholeDay = { from: 0, to: 1440 };
const isIn = (mask: number, day: number) => (mask & (1 << day)) !== 0;
const count = (mask: number) => [0, 1, 2, 3, 4, 5, 6].filter((day) => isIn(mask, day)).length;

const doubtWords: Record<RangeDoubt['code'], [sure: string, unsure: string]> = {
  ampm: ['Times without am or pm were read as office hours: is that right?', 'Morning or evening? Write am or pm.'],
  unusual_range: [
    'That is an unusually short or long time: is it right?',
    'Do these hours run over midnight? Write am or pm, or "next day".',
  ],
  zero_length: ['Open around the clock: is that right?', 'These hours begin and end at the same time.'],
};

/** The open ranges of a state in minutes; `after` is where the hours before it ended. */
export const rangesOf = (state: State, on24: boolean, asked: Asked, after = 0): OpenRange[] => {
  if (state.allDay) return [{ ...wholeDay }];
  const found: OpenRange[] = [];
  let ended = after;
  for (const [at, { typed, ...span }] of state.ranges.entries()) {
    const { range, doubts } = readRange(typed, on24, ended, state.hole || at < state.ranges.length - 1);
    for (const { code, sure } of doubts) {
      if (state.hole && code === 'unusual_range') continue;
      const text = doubtWords[code][sure ? 0 : 1];
      if (range && sure) confirm(asked, code, text, { span });
      else if (range) lower(asked, code, text, { span });
      else refuse(asked, code, text, { span });
    }
    if (typed.start.typo || typed.end.typo)
      confirm(asked, 'typo', 'A slip in a time was read as it seems to be meant.', { span });
    if (!range) continue;
    const unmarked = !typed.start.mark && !typed.end.mark;
    if (overlap(found, [range]) || (range.from < ended && unmarked)) {
      refuse(asked, 'contradiction', 'These hours overlap or are out of order.', { span });
      continue;
    }
    found.push(range);
    ended = range.to;
  }
  return found;
};

/** The table of a week, or undefined when the text gives none. */
export const readWeek = (paired: Paired, on24: boolean, asked: Asked): Week | undefined => {
  const pairs = choosePairs(paired, asked);
  const week = emptyWeek();
  const main = pairs.filter((pair) => !pair.extra);
  const named = main.reduce((mask, { target }) => mask | (target ? maskOf(target) : 0), 0);
  const ends = new Map<object, number>();
  for (const pair of main) addPair(week, pair, { named, on24, ends, asked });
  for (const pair of pairs) if (pair.extra) checkExtra(week, pair, on24, asked);
  const nothing = pairs.length === 0;
  for (const pair of paired.pairs) if (pair.state.closed && !pair.season) closeDays(week, pair, main, asked);
  const about = main[0]?.label ?? '';
  for (const pair of paired.pairs) {
    const others = pair.label !== '' && pair.label !== about;
    if (pair.state.hole) cutHole(week, pair, others, on24, asked);
  }
  for (const pair of paired.pairs) if (pair.state.bound) moveBound(week, pair, main[0], { on24, asked });
  checkCount(week, paired, asked);
  const shut = week.every((ranges) => ranges?.length === 0);
  const empty = nothing ? !shut : !week.some((ranges) => ranges?.length);
  return empty ? undefined : week;
};

type Context = { named: number; on24: boolean; ends: Map<object, number>; asked: Asked };

const addPair = (week: Week, pair: Pair, { named, on24, ends, asked }: Context) => {
  const { target, state } = pair;
  if (state.open)
    return refuse(asked, 'no_hours', 'A part of the days or times is not known: write days and times of the clock.', {
      span: state,
    });
  const ranges = rangesOf(state, on24, asked, (target && ends.get(target)) ?? 0);
  const end = ranges.at(-1)?.to ?? 0;
  if (target) ends.set(target, Math.max(end, ends.get(target) ?? 0));
  if (!target && named) return refuse(asked, 'no_hours', 'To which days do these hours belong?', { span: state });
  if (!target && !state.allDay) confirm(asked, 'days_implied', 'No day is named: taken as every day.');
  const mask = target?.rest ? everyDay & ~named : maskOf(target);
  if (target?.mask && target.several && mask !== target.several) {
    const listed = (target.mask & target.several) === target.mask;
    if (listed && target.perWeek !== count(mask))
      lower(asked, 'contradiction', 'Two sets of days stand together; the narrower one was taken.', { span: target });
  }
  const crosses = week.some((before, day) => isIn(mask, day) && !before);
  for (let day = 0; day < 7; day++)
    if (isIn(mask, day)) week[day] = merged(week[day], ranges, pair, { week, mask, crosses, asked });
};

/** Minutes: what an exception takes from a day may be so long; a day's own hours are longer. */
const longestBreak = 120;

/** `crosses`: the pair speaks of other days as well, of which nothing was said. */
type More = { week: Week; mask: number; crosses: boolean; asked: Asked };

/** More hours on a day add to it; hours that cross those before replace them when they are said of fewer days. */
const merged = (before: OpenRange[] | undefined, added: OpenRange[], pair: Pair, more: More) => {
  const { week, mask, crosses, asked } = more;
  const length = added.reduce((sum, { from, to }) => sum + to - from, 0);
  if (before && pair.override && length <= longestBreak && covers(before, added)) {
    refuse(asked, 'contradiction', 'Are these the hours of that day, or a break in them?', { span: pair.state });
  }
  if (!before || pair.override) return tidy(added);
  const repeats = added.every((range) => before.some(({ from, to }) => from === range.from && to === range.to));
  if (repeats || !overlap(before, added)) return tidy([...before, ...added]);
  const span = pair.target ?? pair.state;
  if (covers(added, before)) {
    lower(asked, 'contradiction', 'A day is given twice; the longer hours were taken.', { span });
    return tidy(added);
  }
  if (crosses && !covers(before, added)) {
    lower(asked, 'contradiction', 'A day is given twice; the hours were taken together.', { span });
    return tidy([...before, ...added]);
  }
  const wider = week.filter((ranges) => ranges && covers(before, ranges) && covers(ranges, before)).length > 1;
  if (wider && count(mask) < 5) {
    lower(asked, 'contradiction', 'A day is given twice; the hours said of fewer days were taken.', { span });
    return tidy(added);
  }
  refuse(asked, 'contradiction', 'A day is given twice with different hours.', { span });
  return before;
};

const checkExtra = (week: Week, { target, state }: Pair, on24: boolean, asked: Asked) => {
  const ranges = rangesOf(state, on24, { ...asked, list: [] });
  const outside = week.some((day, at) => isIn(maskOf(target), at) && !covers(day ?? [], ranges));
  if (outside || state.open)
    refuse(asked, 'labelled', 'Which hours are meant? The text gives hours for several things.', { span: state });
};

const closeDays = (week: Week, { target, override }: Pair, main: Pair[], asked: Asked) => {
  if (!target) return;
  if (target.partly)
    return lower(asked, 'condition', 'Closed for a part of the day; the table does not say so.', { span: target });
  if (target.nth)
    return lower(asked, 'not_weekly', 'Closed only in some weeks; the table can not say that.', { span: target });
  const mask = target.rest ? 0 : maskOf(target);
  const single = main.some((pair) => pair.target && maskOf(pair.target) === mask && !pair.target.several);
  if (mask && single && !override)
    lower(asked, 'contradiction', 'A day is open and closed; closed was taken.', { span: target });
  for (let day = 0; day < 7; day++) if (isIn(mask, day)) week[day] = [];
};

/** `others`: it is a break of something else than the first hours. */
const cutHole = (week: Week, { state, statement, label }: Pair, others: boolean, on24: boolean, asked: Asked) => {
  if (others || (statement.brackets && statement.foreign))
    return lower(asked, 'labelled', 'A break of something else is left out.', { span: state });
  const mask = state.days ? maskOf(state.days) : everyDay;
  const fits = (literal: boolean) =>
    rangesOf(state, literal, { ...asked, list: [] }).every(({ from, to }) =>
      week.some((ranges, day) => isIn(mask, day) && ranges?.some((range) => range.from <= from && to <= range.to)),
    );
  // "9-17, lunch 12-1": who opens on the 24-hour clock may eat on the other one.
  const holes = rangesOf(state, on24 && (fits(true) || !fits(false)), asked);
  if (holes.length === 0)
    return lower(asked, 'condition', 'A break without its times is not in the table.', { span: state });
  const own = statement.runs.some((run) => run.kind === 'state' && !run.hole && run.ranges.length > 0);
  const reach = own && !state.days ? maskInStatement(statement) : mask;
  let cut = false;
  for (let day = 0; day < 7; day++) {
    const ranges = week[day];
    if (!ranges || !isIn(reach, day)) continue;
    const left = holes.reduce(without, ranges);
    // "9-12, 1-5 (lunch 12-1)": said twice.
    cut ||= holes.some(
      (hole) => ranges.some((range) => range.to === hole.from) && ranges.some((range) => range.from === hole.to),
    );
    cut ||=
      left.length !== ranges.length ||
      left.some((range, at) => range.to !== ranges[at]?.to || range.from !== ranges[at]?.from);
    week[day] = left;
  }
  if (!cut && label === '') lower(asked, 'contradiction', 'The break lies outside the hours.', { span: state });
};

const maskInStatement = ({ runs }: Pair['statement']): number =>
  runs.reduce((mask, run) => mask | (run.kind === 'target' ? maskOf(run) : 0), 0) || everyDay;

const checkCount = (week: Week, paired: Paired, asked: Asked) => {
  const open = week.filter((ranges) => ranges && ranges.length > 0).length;
  const named = paired.pairs.some(({ target }) => target?.mask);
  for (const { target, state } of paired.pairs) {
    const said = target?.perWeek ?? state.perWeek;
    if (said === undefined || open === said) continue;
    // "Open 5 days a week": which days they are is not said.
    const tell = said < open && !named ? refuse : lower;
    tell(asked, 'contradiction', `The text speaks of ${said} days a week, the table has ${open}.`, {
      span: target ?? state,
    });
  }
};

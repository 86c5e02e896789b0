import type { OpenRange } from '../../contract/schedule.ts';
import { isWeekly, maskOf } from './choose-pairs.ts';
import type { Pair } from './pairs.ts';
import { type Asked, confirm, lower, refuse } from './questions.ts';
import { type Clock, nextShown, timeOf } from './times.ts';
import type { Week } from './week.ts';

type Context = { on24: boolean; asked: Asked };

/** "Thursdays until 8": moves one end of the hours that the day has, or of those that all other days share. */
export const moveBound = (week: Week, pair: Pair, main: Pair | undefined, { on24, asked }: Context) => {
  const { target, state, label, season } = pair;
  const { bound } = state;
  if (!target || !bound) return;
  const span = target;
  if (!isWeekly(pair)) return lower(asked, 'date', 'Hours on a date are not in the table.', { span });
  if (target.nth)
    return lower(asked, 'not_weekly', 'Some hours are not the same each week; the table leaves them out.', { span });
  if (season !== (main?.season ?? ''))
    return lower(asked, 'season', 'Hours that hold only for a part of the year are left out.', { span });
  if (label !== (main?.label ?? ''))
    return lower(asked, 'labelled', 'Hours for something else are left out.', { span });
  const shared = sharedRange(week);
  for (let day = 0; day < 7; day++) {
    if ((maskOf(target) & (1 << day)) === 0) continue;
    const own = week[day]?.length ? week[day] : undefined;
    const ranges = own ?? (shared && [shared]);
    const moved = ranges && (bound.end ? endAt(ranges, bound.clock, on24) : startAt(ranges, bound.clock, on24));
    if (!moved || !ranges) return refuse(asked, 'no_hours', 'A time stands alone: from when to when?', { span: state });
    if (!own) lower(asked, 'condition', 'The other end of these hours was taken from the other days.', { span });
    week[day] = moved;
  }
  if (!on24 && !bound.clock.mark)
    confirm(asked, 'ampm', 'Times without am or pm were read as office hours: is that right?', { span: state });
};

/** The hours of all days that have any, when they are the same and without a break. */
const sharedRange = (week: Week): OpenRange | undefined => {
  const open = week.flatMap((ranges) => (ranges?.length ? [ranges] : []));
  const [first] = open[0] ?? [];
  const same = open.every(([range, more]) => !more && range?.from === first?.from && range?.to === first?.to);
  return same ? first : undefined;
};

const endAt = (ranges: OpenRange[], clock: Clock, on24: boolean): OpenRange[] | undefined => {
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last) return undefined;
  const literal = timeOf(clock);
  const to = on24 || clock.mark ? (literal > first.from ? literal : literal + 1440) : shownEnd(clock, first, last);
  const kept = ranges.filter(({ from }) => from < to);
  const cut = kept.at(-1);
  if (!cut || to - cut.from > 16 * 60) return undefined;
  return [...kept.slice(0, -1), { from: cut.from, to: cut === last ? to : Math.min(cut.to, to) }];
};

/** "7:30-5, Thursdays until 8" is the evening; what would be past midnight, the first such time behind the opening. */
const shownEnd = (clock: Clock, first: OpenRange, last: OpenRange): number => {
  const late = nextShown(clock, last.from);
  const to = late > 1440 ? nextShown(clock, first.from) : late;
  return to - last.from < 180 && to + 720 <= 1440 && to < last.to ? to + 720 : to;
};

const startAt = (ranges: OpenRange[], clock: Clock, on24: boolean): OpenRange[] | undefined => {
  const [first] = ranges;
  if (!first) return undefined;
  const from = on24 || clock.mark || clock.hour >= 7 ? timeOf(clock) : timeOf(clock) + 720;
  return from < first.to ? [{ from, to: first.to }, ...ranges.slice(1)] : undefined;
};

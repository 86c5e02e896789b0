import type { HolidayRule, ScheduleException } from '../../contract/schedule.ts';
import { maskOf } from './choose-pairs.ts';
import { daysIn, leastSeason } from './dates.ts';
import type { Pair, Paired } from './pairs.ts';
import { type Asked, confirm, lower } from './questions.ts';
import type { Target } from './statement.ts';
import { tidy } from './week.ts';
import { rangesOf } from './weekly.ts';

type Context = { on24: boolean; country: string | undefined; today: string | undefined; asked: Asked };
export type SpecialDays = { exceptions: ScheduleException[]; holidays: HolidayRule | null };

/** Nobody closes for so long and keeps hours for the rest. */
const mostClosedDays = 200;

/** Dates and holidays that the text speaks of. */
export const readSpecialDays = (paired: Paired, context: Context): SpecialDays => {
  const found: SpecialDays = { exceptions: [], holidays: null };
  for (const pair of paired.pairs) {
    const { target } = pair;
    if (!target || pair.state.hole || pair.state.bound) continue;
    if (target.movable) tellMovable(target, context.asked);
    found.exceptions.push(...exceptionsOf(target, pair, context));
    const rule = holidayOf(target, pair, context);
    if (rule && found.holidays)
      lower(context.asked, 'contradiction', 'Holidays are given twice; the first was taken.', { span: target });
    found.holidays ??= rule;
  }
  return found;
};

export const tellMovable = (target: Target, asked: Asked) =>
  lower(asked, 'date', 'A day that has not the same date each year is not in the table. Add its date.', {
    span: target,
  });

const exceptionsOf = (
  target: Target,
  { state, statement, season }: Pair,
  { on24, today, asked }: Context,
): ScheduleException[] => {
  const ranges = state.closed || state.open ? [] : tidy(rangesOf(state, on24, asked));
  if (target.dates.length === 0) return [];
  if (state.open || season) {
    lower(asked, 'date', 'Hours on a date are not in the table.', { span: target });
    return [];
  }
  return target.dates.flatMap(({ from, to, label, every, unsure }) => {
    const yearly = from.length === 5;
    if (unsure) lower(asked, 'date', 'Day or month first? Write the month as a word.', { span: target });
    if (target.weekdayOfDate && yearly) {
      lower(asked, 'date', 'A weekday with a date is one day only: of which year?', { span: target });
      return [];
    }
    if (from !== to && !state.closed && maskOf(target) > 0) return [];
    if (daysIn(from, to) >= leastSeason && !state.closed) {
      lower(asked, 'season', 'Hours that hold only for a part of the year are not in the table.', { span: target });
      return [];
    }
    if (yearly && !every && daysIn(from, to) > mostClosedDays)
      lower(asked, 'date', 'These dates take most of a year: does it end before it begins?', { span: target });
    if (yearly && !every && !(state.closed && label))
      confirm(asked, 'date', 'Taken as every year on this date.', { span: target });
    if (!yearly && today !== undefined && to < today)
      confirm(asked, 'date', `${from === to ? to : `${from} to ${to}`} is over already.`, { span: target });
    const words = label || (statement.qualifier && ranges.length > 0 ? '' : label);
    return [{ from, to, label: words, ranges }];
  });
};

const holidayOf = (target: Target, { state }: Pair, { on24, country, asked }: Context): HolidayRule | null => {
  if (target.someHolidays) lower(asked, 'holiday', 'Which holidays? The text speaks of some only.', { span: target });
  if (!target.holiday) return null;
  if (state.open) {
    lower(asked, 'holiday', 'When is it open on these holidays?', { span: target });
    return null;
  }
  const own = target.holiday.country ?? country;
  if (!own) {
    lower(asked, 'holiday_country', "Of which country are the holidays? The zone doesn't tell.", { span: target });
    return null;
  }
  const { region } = target.holiday;
  const ranges = state.closed ? [] : tidy(rangesOf(state, on24, asked));
  return { country: own, ...(region && { region }), ranges };
};

import type { Atom } from './atom.ts';
import { maskOf } from './choose-pairs.ts';
import type { Paired } from './pairs.ts';
import { type Asked, lower, refuse } from './questions.ts';
import { tellMovable } from './special-days.ts';
import type { Statement, Target } from './statement.ts';
import type { Week } from './week.ts';

/** "Saturday 10-4, dates: June 11": dates of their own, each of one day, that nothing before says to be closed. */
const isOnly = ({ dates, holiday, mask }: Target, { brackets, runs }: Statement, statements: Statement[]): boolean => {
  const closed = statements.some((other) => other.runs.some((run) => run.kind === 'state' && run.closed));
  const apart = !brackets && !closed && runs.length === 1;
  return apart && mask === 0 && !holiday && dates.length > 0 && dates.every(({ from, to }) => from === to);
};

/** Asks about days and hours that found no partner, single times and seasons; refuses where something is missing. */
export const leftOver = (paired: Paired, statements: Statement[], atoms: Atom[], week: Week, asked: Asked) => {
  for (const { run, statement } of paired.leftDays) {
    const named = statement.label !== undefined || statement.qualifier !== '';
    const explained = named || statement.condition || statement.foreign || statement.nth || run.nth;
    if (run.movable) tellMovable(run, asked);
    else if (isOnly(run, statement, statements)) {
      refuse(asked, 'date', 'Do these hours hold on this date alone?', { span: run });
    } else if (run.dates.length > 0) lower(asked, 'date', 'What happens on this date?', { span: run });
    else if (maskOf(run) === 0 && run.holiday) {
      lower(asked, 'holiday', 'What happens on holidays?', { span: run });
    } else if (maskOf(run) === 0 && run.someHolidays) {
      lower(asked, 'holiday', 'Which holidays? The text speaks of some only.', { span: run });
    } else if (explained) lower(asked, 'condition', 'Days without hours are not in the table.', { span: run });
    else refuse(asked, 'no_hours', 'These days have no hours.', { span: run });
  }
  for (const { run, statement, label } of paired.leftHours) {
    if (run.closed || run.bound) continue;
    // "Hospital 24/7; tent Mon-Fri 8-11": what stands first may be what is meant.
    const first = paired.pairs.every(({ state }) => state.from > run.from);
    if (run.allDay && first && !statement.machine) {
      refuse(asked, 'labelled', 'Which hours are meant? The text gives hours for several things.', { span: run });
    } else if (statement.foreign || label || run.allDay) {
      lower(asked, 'labelled', 'Hours for something else are left out.', { span: run });
    } else refuse(asked, 'no_hours', 'To which days do these hours belong?', { span: run });
  }
  const strayBounds = new Set(paired.leftHours.flatMap(({ run, statement }) => (run.bound ? [statement] : [])));
  for (const statement of statements) {
    if (statement.loose.length === 0 && !strayBounds.has(statement)) continue;
    const season = statement.seasonBefore || statement.seasonBehind;
    const explained = season || statement.condition || statement.foreign || statement.label !== undefined;
    const other = statement.foreign || statement.label !== undefined;
    if (explained && (other || !statement.runs.some((run) => run.kind === 'target' && !run.nth))) {
      lower(asked, 'condition', 'A single time is not in the table.');
    } else refuse(asked, 'no_hours', 'A time stands alone: from when to when?');
  }
  const saidOfSeasons = asked.list.some(({ code }) => code === 'season');
  if (paired.seasons.length > 0 && !saidOfSeasons)
    lower(asked, 'season', 'The text speaks of a season; the table does not hold it.');
  for (const atom of atoms) {
    if (atom.kind !== 'hours') continue;
    const lengths = new Set(
      week.flatMap((ranges) => (ranges?.length ? [ranges.reduce((sum, { from, to }) => sum + to - from, 0)] : [])),
    );
    if (!(lengths.size === 1 && lengths.has(atom.count * 60))) {
      lower(asked, 'contradiction', `The text speaks of ${atom.count} hours; the table has others.`, { span: atom });
    }
  }
};

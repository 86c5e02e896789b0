import { type ScheduleException, shareDays } from '../../../src/contract/schedule.ts';
import { exceptionWords } from '../words/schedule.ts';
import { rangeOf } from './typed-range.ts';

/** A special day as the fields hold it: dates as YYYY-MM-DD, times as HH:MM, empty when they are not filled in. */
export type TypedDay = {
  from: string;
  to: string;
  yearly: boolean;
  label: string;
  open: boolean;
  opens: string;
  closes: string;
};

/** Why no special day can be made of what was typed, and in which field. */
export type DayFault = { field: keyof TypedDay; fault: string };

const faultOf = ({ from, to, yearly, open, opens, closes }: TypedDay): DayFault | undefined => {
  if (!from) return { field: 'from', fault: 'Which day?' };
  if (to && to < from && !yearly) return { field: 'to', fault: 'The last day must not be before the first.' };
  if (open && !opens) return { field: 'opens', fault: 'From what time?' };
  if (open && !closes) return { field: 'closes', fault: 'Until what time?' };
  return undefined;
};

const yearLength = 5;

/** The special day that was typed, or what is wrong with it. What the server alone knows it says when it is saved. */
export const exceptionOf = (typed: TypedDay, taken: ScheduleException[]): ScheduleException | DayFault => {
  const fault = faultOf(typed);
  if (fault) return fault;
  const dateOf = (date: string) => (typed.yearly ? date.slice(yearLength) : date);
  const made = {
    from: dateOf(typed.from),
    to: dateOf(typed.to || typed.from),
    label: typed.label.trim(),
    ranges: typed.open ? [rangeOf(typed)] : [],
  };
  const twice = taken.find((one) => shareDays(one, made));
  return twice ? { field: 'from', fault: `A day of it is set already: ${exceptionWords(twice)}.` } : made;
};

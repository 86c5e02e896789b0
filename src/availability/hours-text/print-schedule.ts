import { type OpenRange, type Schedule, type ScheduleException, weekdays } from '../../contract/schedule.ts';
import { tidy } from './week.ts';

const two = (value: number) => String(value).padStart(2, '0');
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

const rangeText = ({ from, to }: OpenRange): string =>
  to > 1440 ? `${clock(from)} - ${clock(to - 1440)} next day` : `${clock(from)} - ${clock(to)}`;

const rangesText = (ranges: OpenRange[]): string => {
  if (ranges.length === 0) return 'closed';
  const [first] = ranges;
  if (ranges.length === 1 && first?.from === 0 && first.to === 1440) return '24 hours';
  return ranges.map(rangeText).join(', ');
};

const dayNames = weekdays.map((day) => `${day.charAt(0).toUpperCase()}${day.slice(1)}`);

const weekLines = (days: Schedule['days']): string[] => {
  const texts = weekdays.map((day) => rangesText(days[day] ?? []));
  const lines: string[] = [];
  for (let at = 0; at < 7; ) {
    let end = at;
    while (end < 6 && texts[end + 1] === texts[at]) end++;
    lines.push(`${dayNames[at]}${end > at ? ` - ${dayNames[end]}` : ''}: ${texts[at]}`);
    at = end + 1;
  }
  return lines;
};

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const yearly = (date: string) => `${monthNames[Number(date.slice(0, 2)) - 1]} ${Number(date.slice(3))}`;

const exceptionLine = ({ from, to, label, ranges }: ScheduleException): string => {
  const words = from.length === 5 ? `Every ${yearly(from)}` : from;
  const last = to === from ? '' : ` - ${to.length === 5 ? yearly(to) : to}`;
  return `${words}${last}${label ? ` "${label}"` : ''}: ${rangesText(ranges)}`;
};

/**
 * A schedule as plain text, one line a statement, on the 24-hour clock. `parseHours` reads it back into the same
 * schedule, as `normalSchedule` has it, and asks nothing.
 */
export const printSchedule = (schedule: Schedule): string => {
  const { zone, days, exceptions, holidays } = normalSchedule(schedule);
  const lines = weekLines(days);
  if (holidays) {
    const place = holidays.region ? `${holidays.country}-${holidays.region}` : holidays.country;
    lines.push(`Public holidays (${place}): ${rangesText(holidays.ranges)}`);
  }
  lines.push(...exceptions.map(exceptionLine));
  // From 10:00 to 12:59 nothing shows which clock it is.
  const times = lines.flatMap((line) => line.match(/\b\d\d:\d\d\b/g) ?? []);
  const unclear = times.length > 0 && times.every((time) => time >= '10:00' && time < '13:00');
  return [...lines, `Time zone: ${zone}${unclear ? ', 24-hour clock' : ''}`].join('\n');
};

/** In order and joined; a day that ends a minute before midnight ends at midnight, as people mean it. */
const sayable = (ranges: OpenRange[]): OpenRange[] =>
  tidy(ranges.filter(({ from, to }) => to > from)).map((range) =>
    range.from === 0 && range.to === 1439 ? { from: 0, to: 1440 } : range,
  );

/**
 * The one form of schedules that mean the same: ranges in order and joined, no empty days, labels on one line without
 * quotation marks. A range of more than 24 hours is cut at midnight and goes on on the day behind it.
 */
export const normalSchedule = ({ zone, days, exceptions, holidays }: Schedule): Schedule => {
  const week = weekdays.map((day) => sayable(days[day] ?? []));
  for (let pass = 0; pass < 2; pass++) {
    for (const [at, ranges] of week.entries()) {
      const next = (at + 1) % 7;
      for (const range of ranges) {
        if (range.to - range.from < 1440 || (range.from === 0 && range.to === 1440)) continue;
        week[next] = sayable([...(week[next] ?? []), { from: 0, to: range.to - 1440 }]);
        range.to = 1440;
      }
    }
  }
  return {
    // As text GMT is London's clock.
    zone: zone === 'GMT' ? 'Etc/GMT' : zone,
    days: Object.fromEntries(weekdays.flatMap((day, at) => (week[at]?.length ? [[day, week[at]]] : []))),
    exceptions: exceptions.map(({ from, to, label, ranges }) => ({
      from,
      to,
      label: plainLabel(label),
      ranges: sayable(ranges),
    })),
    holidays: holidays && { ...holidays, ranges: sayable(holidays.ranges) },
  };
};

const plainLabel = (label: string) =>
  label
    .replace(/["\u201c\u201d\uff02]/g, "'")
    .replace(/[<>]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

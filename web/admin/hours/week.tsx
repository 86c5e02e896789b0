import { type Schedule, weekdays } from '../../../src/contract/schedule.ts';
import { capital, rangesWords } from '../words/schedule.ts';

/** The week of a schedule as a table. `now`: marks the day it is. */
export const Week = ({ schedule, now }: { schedule: Schedule; now: Date }) => {
  const today = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: schedule.zone }).format(now).toLowerCase();
  return (
    <table class="week" aria-label="The week">
      <tbody>
        {weekdays.map((day) => {
          const ranges = schedule.days[day] ?? [];
          return (
            <tr key={day} {...(day === today && { 'aria-current': 'date' as const })}>
              <th scope="row">{capital(day)}</th>
              <td class={ranges.length === 0 ? 'faint' : ''}>{rangesWords(ranges)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

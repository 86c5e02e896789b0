import { type Schedule, weekdays } from '../../../src/contract/schedule.ts';
import { exceptionWords, holidayWords, rangesWords } from '../words/schedule.ts';

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

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

/** Exceptions by date and public holidays. */
export const SpecialDays = ({ schedule: { exceptions, holidays } }: { schedule: Schedule }) =>
  exceptions.length > 0 || holidays ? (
    <div>
      <h3 id="special">Special days</h3>
      <ul class="special" aria-labelledby="special">
        {exceptions.map((exception) => (
          <li key={`${exception.from} ${exception.to}`}>{exceptionWords(exception)}</li>
        ))}
        {holidays && <li>{holidayWords(holidays)}</li>}
      </ul>
    </div>
  ) : null;

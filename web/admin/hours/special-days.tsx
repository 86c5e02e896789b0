import { useRef } from 'preact/hooks';
import type { Schedule } from '../../../src/contract/schedule.ts';
import type { Api } from '../client/api.ts';
import { exceptionWords, holidayWords } from '../words/schedule.ts';
import { AddDay } from './add-day.tsx';
import { HolidayPlace } from './holiday-place.tsx';
import { isSameDays, type OwnDays } from './own-days.ts';

/** Days unlike their weekday: those of the text, and those that are set here beside it. */
export const SpecialDays = (props: {
  api: Api;
  schedule: Schedule;
  own: OwnDays;
  onChange: (own: OwnDays) => void;
}) => {
  const { schedule, own, onChange } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const ofText = schedule.exceptions.filter((one) => !own.exceptions.some((other) => isSameDays(one, other)));
  const nothing = schedule.exceptions.length === 0 && !schedule.holidays;
  const remove = (at: number) => {
    onChange({ ...own, exceptions: own.exceptions.toSpliced(at, 1) });
    // The button that was pressed is gone.
    heading.current?.focus();
  };
  return (
    <div class="special">
      <h3 id="special" tabIndex={-1} ref={heading}>
        Special days
      </h3>
      {nothing ? (
        <p class="empty">None. Name them in the text ("closed Dec 25"), or set them here.</p>
      ) : (
        <ul aria-labelledby="special">
          {ofText.map((one) => (
            <li key={`${one.from} ${one.to}`}>
              {exceptionWords(one)} <span class="hint">as the text says</span>
            </li>
          ))}
          {own.exceptions.map((one, at) => (
            <li key={`${one.from} ${one.to}`}>
              {exceptionWords(one)}{' '}
              <button
                type="button"
                class="small"
                aria-label={`Remove ${exceptionWords(one)}`}
                onClick={() => remove(at)}
              >
                Remove
              </button>
            </li>
          ))}
          {schedule.holidays && (
            <li>
              {holidayWords(schedule.holidays)} {!own.holidays && <span class="hint">as the text says</span>}
            </li>
          )}
        </ul>
      )}
      <AddDay taken={schedule.exceptions} onAdd={(one) => onChange({ ...own, exceptions: [...own.exceptions, one] })} />
      <HolidayPlace api={props.api} rule={own.holidays} onChange={(holidays) => onChange({ ...own, holidays })} />
    </div>
  );
};

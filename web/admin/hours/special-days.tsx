import { useRef } from 'preact/hooks';
import type { Schedule, ScheduleException } from '../../../src/contract/schedule.ts';
import type { Api } from '../client/api.ts';
import { exceptionWords, holidayWords } from '../words/schedule.ts';
import { AddDay } from './add-day.tsx';
import { HolidayPlace } from './holiday-place.tsx';
import { type OwnDays, withOwnDays } from './own-days.ts';

/** Days unlike their weekday: those of the text, and those that are set here beside it. */
export const SpecialDays = (props: {
  server: Api;
  /** The schedule of the text. */
  said: Schedule;
  own: OwnDays;
  onChange: (own: OwnDays) => void;
}) => {
  const { said, own, onChange } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const { exceptions, holidays } = withOwnDays(said, own);
  const added = exceptions.slice(said.exceptions.length);
  const nothing = exceptions.length === 0 && !holidays;
  const remove = (gone: ScheduleException) => {
    onChange({ ...own, exceptions: own.exceptions.filter((one) => one !== gone) });
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
          {said.exceptions.map((one) => (
            <li key={`${one.from} ${one.to}`}>
              {exceptionWords(one)} <span class="hint">as the text says</span>
            </li>
          ))}
          {added.map((one) => (
            <li key={`${one.from} ${one.to}`}>
              {exceptionWords(one)}{' '}
              <button
                type="button"
                class="small"
                aria-label={`Remove ${exceptionWords(one)}`}
                onClick={() => remove(one)}
              >
                Remove
              </button>
            </li>
          ))}
          {holidays && (
            <li>
              {holidayWords(holidays)} {!own.holidays && <span class="hint">as the text says</span>}
            </li>
          )}
        </ul>
      )}
      <AddDay taken={exceptions} onAdd={(one) => onChange({ ...own, exceptions: [...own.exceptions, one] })} />
      <HolidayPlace api={props.server} rule={own.holidays} onChange={(holidays) => onChange({ ...own, holidays })} />
    </div>
  );
};

import type { TargetedEvent } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { ScheduleException } from '../../../src/contract/schedule.ts';
import { exceptionWords } from '../words/schedule.ts';
import { type DayFault, exceptionOf, type TypedDay } from './typed-day.ts';

const blank: TypedDay = { from: '', to: '', yearly: false, label: '', open: false, opens: '', closes: '' };

/** Makes a special day: a date or several, closed or with hours of its own. */
export const AddDay = (props: { taken: ScheduleException[]; onAdd: (one: ScheduleException) => void }) => {
  const [day, setDay] = useState(blank);
  const [fault, setFault] = useState<DayFault>();
  const [said, setSaid] = useState('');
  const box = useRef<HTMLDetailsElement>(null);
  const id = useId();
  const change = (more: Partial<TypedDay>) => {
    setFault(undefined);
    setSaid('');
    setDay((before) => ({ ...before, ...more }));
  };
  const add = () => {
    const made = exceptionOf(day, props.taken);
    if ('fault' in made) {
      setFault(made);
      box.current?.querySelector<HTMLElement>(`[name="${made.field}"]`)?.focus();
      return;
    }
    props.onAdd(made);
    setDay(blank);
    setSaid(`Added: ${exceptionWords(made)}`);
    box.current?.querySelector<HTMLElement>('[name="from"]')?.focus();
  };
  const field = (name: 'from' | 'to' | 'opens' | 'closes' | 'label', label: string, type: 'date' | 'time' | 'text') => {
    const common = {
      id: `${id}-${name}`,
      name,
      value: day[name],
      'aria-invalid': fault?.field === name ? (true as const) : undefined,
      'aria-describedby': fault?.field === name ? `${id}-fault` : undefined,
      onInput: (event: TargetedEvent<HTMLInputElement>) => change({ [name]: event.currentTarget.value }),
    };
    return (
      <div class="field">
        <label for={common.id}>{label}</label>
        {type === 'text' ? <input type="text" maxLength={100} {...common} /> : <input type={type} {...common} />}
      </div>
    );
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || event.target.type === 'radio') return;
    event.preventDefault();
    add();
  };
  return (
    <details class="more" ref={box}>
      <summary>Add a day or days</summary>
      <fieldset aria-label="A special day" onKeyDown={enter}>
        <div class="pair">
          {field('from', 'Day', 'date')}
          {field('to', 'Last day, if several', 'date')}
          {field('label', 'What it is (optional)', 'text')}
        </div>
        <label class="switch">
          <input
            type="checkbox"
            checked={day.yearly}
            onChange={(event) => change({ yearly: event.currentTarget.checked })}
          />
          Every year
        </label>
        <label class="switch">
          <input type="radio" name={`${id}-state`} checked={!day.open} onChange={() => change({ open: false })} />
          Closed
        </label>
        <label class="switch">
          <input type="radio" name={`${id}-state`} checked={day.open} onChange={() => change({ open: true })} />
          Open at other hours
        </label>
        {day.open && (
          <div class="pair">
            {field('opens', 'From', 'time')}
            {field('closes', 'To', 'time')}
          </div>
        )}
        {fault && (
          <p class="fault" id={`${id}-fault`} role="alert">
            {fault.fault}
          </p>
        )}
        <p class="actions">
          <button type="button" onClick={add}>
            Add
          </button>
          <span role="status" class="hint">
            {said || (day.from && 'Not added yet.')}
          </span>
        </p>
      </fieldset>
    </details>
  );
};

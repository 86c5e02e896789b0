import { useEffect, useRef, useState } from 'preact/hooks';
import { type Schedule, type Weekday, weekdays } from '../../../src/contract/schedule.ts';
import { faultWords, Refused, type WorkspaceApi } from '../client/api.ts';
import { capital } from '../words/schedule.ts';
import { nextRange, type TypedRange, type TypedWeek, typedWeek, weekOf } from './typed-range.ts';

/**
 * The week as fields: the same hours as the text, which each change writes anew. `schedule`: the one that was read in
 * `readText`, which is behind `text` while that is being typed.
 */
export const WeekEditor = (props: {
  api: WorkspaceApi;
  text: string;
  readText: string;
  /** The zone of hours that name none. */
  ownZone: string;
  schedule: Schedule;
  onText: (text: string) => void;
}) => {
  const { api, text, readText, ownZone, schedule, onText } = props;
  const [week, setWeek] = useState<TypedWeek>(() => typedWeek(schedule.days));
  const [fault, setFault] = useState('');
  /** The text as it was last written from here, until it is typed in again. */
  const written = useRef<string>(undefined);
  const turn = useRef(0);
  const shown = useRef(text);
  shown.current = text;
  const table = useRef<HTMLTableElement>(null);
  const days = JSON.stringify(schedule.days);
  // What was typed elsewhere is shown here; what was written from here is here already.
  useEffect(() => {
    if (text === written.current) return;
    written.current = undefined;
    setFault('');
    setWeek(typedWeek(JSON.parse(days)));
  }, [text, days]);
  const behind = text !== readText && text !== written.current;

  const write = async (typed: TypedWeek) => {
    setWeek(typed);
    setFault('');
    const mine = ++turn.current;
    const before = text;
    const made = weekOf(typed);
    if (!made) return setFault('A time is missing; the text stays as it is until then.');
    try {
      const preview = await api.previewHours({ ...schedule, days: made }, AbortSignal.timeout(15_000));
      // What was typed in the text meanwhile goes before.
      const typedSince = shown.current !== before && shown.current !== written.current;
      if (turn.current !== mine || typedSince || !preview.text) return;
      written.current = schedule.zone === ownZone ? withoutZone(preview.text, ownZone) : preview.text;
      onText(written.current);
    } catch (error) {
      if (turn.current !== mine) return;
      const said = error instanceof Refused ? error.fields.map(({ message }) => message).join('; ') : '';
      setFault(said ? `These hours ${said}.` : faultWords(error));
    }
  };
  const focus = (day: Weekday) => table.current?.querySelector<HTMLElement>(`[data-add="${day}"]`)?.focus();

  return (
    <details class="more">
      <summary>Set the week as a table</summary>
      <p class="hint">A change here writes the text anew.</p>
      <fieldset disabled={behind}>
        <table class="week" ref={table} aria-label="The week to set">
          <tbody>
            {weekdays.map((day) => (
              <DayRow
                key={day}
                day={day}
                ranges={week[day]}
                onChange={(ranges, gone) => {
                  void write({ ...week, [day]: ranges });
                  if (gone) focus(day);
                }}
              />
            ))}
          </tbody>
        </table>
      </fieldset>
      {fault && (
        <p role="alert" class="fault">
          {fault}
        </p>
      )}
    </details>
  );
};

/** Hours in the workspace's own zone need not name it, so that they follow when it is changed. */
const withoutZone = (text: string, zone: string): string => {
  const line = `\nTime zone: ${zone}`;
  return text.endsWith(line) ? text.slice(0, -line.length) : text;
};

/** `gone`: what had the focus was taken away. */
const DayRow = (props: {
  day: Weekday;
  ranges: TypedRange[];
  onChange: (ranges: TypedRange[], gone?: boolean) => void;
}) => {
  const { ranges, onChange } = props;
  const name = capital(props.day);
  const time = (at: number, field: keyof TypedRange, label: string) => (
    <input
      type="time"
      required
      aria-label={`${name} ${label}`}
      value={ranges[at]?.[field]}
      aria-invalid={ranges[at]?.[field] === '' ? true : undefined}
      onInput={(event) => {
        const { value } = event.currentTarget;
        onChange(ranges.map((range, i) => (i === at ? { ...range, [field]: value } : range)));
      }}
    />
  );
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {ranges.map((range, at) => (
          <span class="range" key={at}>
            {time(at, 'opens', 'from')} – {time(at, 'closes', 'to')}
            <button
              type="button"
              class="small"
              aria-label={`Remove ${range.opens} to ${range.closes} on ${name}`}
              onClick={() => onChange(ranges.toSpliced(at, 1), true)}
            >
              ×
            </button>
          </span>
        ))}
        {ranges.length === 0 && <span class="faint">closed</span>}
        <button
          type="button"
          class="small"
          data-add={props.day}
          aria-label={`Add hours on ${name}`}
          disabled={ranges.length >= mostRanges || nextRange(ranges) === undefined}
          onClick={() => {
            const next = nextRange(ranges);
            if (next) onChange([...ranges, next]);
          }}
        >
          +
        </button>
      </td>
    </tr>
  );
};

/** As the contract has it. */
const mostRanges = 6;

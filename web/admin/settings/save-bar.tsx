import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Schedule } from '../../../src/contract/schedule.ts';
import type { Reading } from '../hours/reading.ts';
import type { SaveFault } from './use-settings.ts';

type Way = { label: string; schedule: Schedule | null };

/** How the hours can be saved, the best way last. */
const waysOf = ({ status, touched, schedule }: Reading): Way[] => {
  if (!touched || status === 'understood' || status === 'none') return [{ label: 'Save', schedule }];
  if (status === 'check')
    return [
      { label: 'Save as text only', schedule: null },
      { label: 'Save the table as shown', schedule },
    ];
  return [{ label: 'Save as text only (always tries the agents)', schedule: null }];
};

/** Names the fields that have no place on this page. */
const elsewhere = ({ fields }: SaveFault): string =>
  fields
    .filter(({ path }) => !/^settings\.(availability\.|businessHoursText|contact\.)/.test(path))
    .map(({ path, message }) => `${path}: ${message}`)
    .join('; ');

/** Says that something is not saved yet, saves it, and says how that went. */
export const SaveBar = (props: {
  /** undefined while the text as it stands is still being read. */
  reading: Reading | undefined;
  dirty: boolean;
  saving: boolean;
  done: string;
  fault: SaveFault | undefined;
  onSave: (schedule: Schedule | null) => void;
  onDiscard: () => void;
  onReadAgain: () => void;
}) => {
  const { reading, dirty, saving, fault } = props;
  const bar = useRef<HTMLDivElement>(null);
  // The page is long: what was not taken may be out of sight.
  useLayoutEffect(() => {
    if (!fault?.fields.length) return;
    const form = bar.current?.closest('form');
    form?.querySelector<HTMLElement>('[aria-invalid="true"], .fault[tabindex]')?.focus();
  }, [fault]);
  const shown = dirty || fault || props.done;
  // A form of the page: what the browser can check (numbers and their limits) is said at the field.
  const save = (way: Way, event: Event) => {
    const { form } = event.currentTarget as HTMLButtonElement;
    if (form?.reportValidity()) props.onSave(way.schedule);
  };
  return (
    <div ref={bar} class={shown ? 'save-bar shown' : 'save-bar'}>
      <p role="status" class={dirty ? 'unsaved' : ''}>
        {saving ? 'Saving...' : dirty ? 'Unsaved changes' : props.done}
      </p>
      {fault && (
        <p role="alert" class="fault">
          {fault.changed
            ? 'Somebody else saved these settings meanwhile; yours are not saved.'
            : `Not saved. ${fault.message} ${elsewhere(fault)}`}
        </p>
      )}
      {fault?.changed && (
        <button type="button" class="primary" onClick={props.onReadAgain}>
          Read again, and keep my changes
        </button>
      )}
      {dirty && !fault?.changed && (
        <>
          <button type="button" class="plain" disabled={saving} onClick={props.onDiscard}>
            Discard
          </button>
          {(reading ? waysOf(reading) : [{ label: 'Save', schedule: null }]).map((way, i, { length }) => (
            <button
              key={way.label}
              type="button"
              class={i === length - 1 ? 'primary' : ''}
              disabled={saving || !reading}
              onClick={(event) => save(way, event)}
            >
              {way.label}
            </button>
          ))}
        </>
      )}
    </div>
  );
};

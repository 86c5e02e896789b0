import { useCallback } from 'preact/hooks';
import type { Schedule } from '../../../src/contract/schedule.ts';
import type { Api, FieldFault, Preview, WorkspaceApi } from '../client/api.ts';
import { usePolled } from '../client/polled.ts';
import type { Draft } from '../settings/draft.ts';
import { FaultLine, faultAt } from '../settings/fields.tsx';
import { offsetOf } from '../words/instants.ts';
import { Echo } from './echo.tsx';
import { Questions } from './questions.tsx';
import type { Reading } from './reading.ts';
import { SpecialDays } from './special-days.tsx';
import { NextChanges, standingWords } from './standing.tsx';
import type { ParsedText } from './use-parsed.ts';
import { Week } from './week.tsx';
import { WeekEditor } from './week-editor.tsx';
import { ZoneSelect } from './zone-select.tsx';

const previewMs = 15_000;

const emptyWeek = (zone: string): Schedule => ({ zone, days: {}, exceptions: [], holidays: null });

const statusWords: Record<Reading['status'], string> = {
  understood: 'Understood',
  check: 'Check this',
  not_understood: 'Not understood',
  none: 'No hours',
  kept: 'Saved otherwise',
};

/** What a status means for customers, where the table does not say it. */
const meaningOf = ({ status, schedule, table, touched }: Reading): string => {
  if (status === 'none') return 'Without hours the team counts as always there.';
  if (status === 'kept') return 'Another table is saved than the text says. It stays until you change the hours.';
  if (!touched && !schedule) {
    return `${table ? 'These hours are not in use yet: saved' : 'Saved'} as text only, so the agents are always tried.`;
  }
  if (status === 'check' && !touched) return 'The text says more than the table holds; saved with the table as shown.';
  if (status === 'check')
    return 'The text says more than the table holds. Saved as text only, the agents are always tried.';
  if (status === 'not_understood')
    return 'No table can be made of this. Saved as text only, the agents are always tried.';
  return '';
};

/** The zone in words, with how far it is from UTC. */
const zoneWords = (zone: string, { parsed }: ParsedText, now: Date): string => {
  if (parsed.zone.zone === zone) return parsed.zone.now;
  const choice = parsed.zone.alternatives.find((other) => other.zone === zone);
  return `${choice?.label ?? zone.replaceAll('_', ' ')}, now ${offsetOf(zone, now)}`;
};

/** The hours in the admin's words, and what is made of them while they are typed. */
export const HoursCard = (props: {
  server: Api;
  api: WorkspaceApi;
  draft: Draft;
  onChange: (more: Partial<Draft>) => void;
  fields: FieldFault[];
  shown: ParsedText | undefined;
  reading: Reading | undefined;
  parseFault: string;
  now: Date;
  /** Changes when the clock that hours are read by was moved. */
  clock: string;
}) => {
  const { api, draft, onChange, fields, shown, reading, now, clock } = props;
  const { preview, fault } = usePreview(api, reading, clock);
  const textFault = faultAt(fields, 'businessHoursText');
  const zone = reading?.table?.zone;
  const standing = preview && zone ? standingWords(preview, zone) : '';
  return (
    <section class="card" aria-labelledby="hours">
      <h2 id="hours">Hours</h2>
      <div class="field">
        <label for="text">Opening hours, as your customers read them</label>
        <textarea
          id="text"
          rows={4}
          spellcheck={false}
          value={draft.text}
          placeholder={'Monday - Friday: 9am - 5pm\nSaturday: 10am - 2pm\nclosed Dec 25'}
          aria-invalid={textFault ? true : undefined}
          aria-describedby="text-fault reading"
          onInput={(event) => onChange({ text: event.currentTarget.value })}
        />
        <FaultLine id="text-fault">{textFault}</FaultLine>
      </div>
      <div class="field">
        <label for="zone">Time zone, when the text names none</label>
        <ZoneSelect id="zone" value={draft.zone} onChange={(picked) => onChange({ zone: picked })} />
        <FaultLine id="zone-fault">{faultAt(fields, 'availability.zone')}</FaultLine>
      </div>

      {props.parseFault && <p class="fault">The text was not read: {props.parseFault}</p>}
      {shown && reading && (
        <div class="reading">
          <p id="reading" role="status" class="reading-line">
            <strong class={`state ${reading.status}`}>{statusWords[reading.status]}</strong>
            {zone && <span>{zoneWords(zone, shown, now)}</span>}
            {standing && <span class={`standing ${preview?.state}`}>{standing}</span>}
            <span class="hint">{meaningOf(reading)}</span>
          </p>
          {!reading.touched && (reading.status === 'kept' || (reading.table && !reading.schedule)) && (
            <button type="button" onClick={() => onChange({ fromText: true })}>
              {reading.status === 'kept' ? 'Use the hours of the text' : 'Use these hours'}
            </button>
          )}
          {reading.status !== 'none' && reading.status !== 'kept' && (
            <>
              <Questions
                text={shown.of.text}
                parsed={shown.parsed}
                zone={zone}
                onZone={(pickedZone) => onChange({ pickedZone })}
              />
              <Echo text={shown.of.text} parsed={shown.parsed} />
            </>
          )}
          <FaultLine id="schedule-fault">{faultAt(fields, 'availability.schedule')}</FaultLine>
          {reading.table && (
            <div class="times">
              <Week schedule={reading.table} now={now} />
              {preview && zone && <NextChanges preview={preview} zone={zone} />}
            </div>
          )}
          <WeekEditor
            api={api}
            text={draft.text}
            readText={shown.of.text}
            ownZone={draft.zone}
            schedule={reading.said ?? emptyWeek(draft.zone)}
            onText={(text) => onChange({ text })}
          />
          {reading.schedule && reading.said && (
            <SpecialDays
              server={props.server}
              said={reading.said}
              own={reading.own}
              onChange={(ownDays) => onChange({ ownDays })}
            />
          )}
          {!reading.schedule && (reading.own.exceptions.length > 0 || reading.own.holidays) && (
            <p class="fault">
              The special days that were set beside the text hold only with hours that are evaluated: saved without,
              they are gone.
            </p>
          )}
          {fault && <p class="fault">When it is open is not known: {fault}</p>}
        </div>
      )}
    </section>
  );
};

/** How the schedule stands, looked up again when it, or the clock that hours are read by, was changed. */
const usePreview = (api: WorkspaceApi, reading: Reading | undefined, clock: string) => {
  const key = JSON.stringify(reading?.table ?? null);
  // A moved clock is a reason to read again as well.
  const read = useCallback(
    async (stop: AbortSignal): Promise<Preview | undefined> => {
      const schedule = JSON.parse(key);
      return schedule ? api.previewHours(schedule, stop) : undefined;
    },
    [api, key, clock],
  );
  const { value, fault } = usePolled(read, previewMs);
  return { preview: value, fault };
};

import { useRef, useState } from 'preact/hooks';
import { type Api, faultWords, Refused } from '../client/api.ts';
import type { TrialClock } from '../client/clock.ts';
import { dateAndTime, instantOf, offsetOf, wallOf } from '../words/instants.ts';

/** Moves the clock that opening hours are read by, on a server that is tried out. */
export const ClockCard = (props: { api: Api; clock: TrialClock; zone: string; now: Date }) => {
  const { api, clock, zone, now } = props;
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState('');
  const [refused, setRefused] = useState(false);
  const move = async (at: string | null) => {
    setFault('');
    try {
      await api.moveClock(at);
      clock.again();
    } catch (error) {
      if (error instanceof Refused && error.code === 'trial_clock_disabled') setRefused(true);
      else
        setFault(
          error instanceof Refused && error.fields[0] ? `The time ${error.fields[0].message}.` : faultWords(error),
        );
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void move(instantOf(field.current?.value ?? '', zone).toISOString());
  };
  const place = [...new Set([zone.replaceAll('_', ' '), offsetOf(zone, now)])].join(', ');
  return (
    <section class="card" aria-labelledby="clock">
      <h2 id="clock">Clock for trying out</h2>
      {refused ? (
        <p>This server is not for trying out, so its clock can't be moved.</p>
      ) : (
        <>
          <p>
            Hours are read at{' '}
            <strong>
              <time dateTime={now.toISOString()}>{dateAndTime(now, zone)}</time>
            </strong>{' '}
            ({place}){clock.moved ? <span class="badge moved">moved</span> : ', which is the real time.'}
          </p>
          <form class="inline" onSubmit={submit}>
            <div class="field">
              <label for="clock-at">Set it to</label>
              <input
                id="clock-at"
                type="datetime-local"
                key={clock.aheadMs}
                ref={field}
                required
                defaultValue={wallOf(now, zone)}
              />
            </div>
            <button type="submit">Move the clock</button>
            {clock.moved && (
              <button type="button" onClick={() => move(null)}>
                Set right
              </button>
            )}
          </form>
          {fault && (
            <p role="alert" class="fault">
              {fault}
            </p>
          )}
          <p class="hint">
            It goes on from there, for all workspaces. It moves whether the team is open, and whoever waits for the
            opening is called when it comes by this clock. Temporal's timers are not moved.
          </p>
        </>
      )}
    </section>
  );
};

import type { Preview } from '../client/api.ts';
import { dateAndTime, dayAndTime } from '../words/instants.ts';

const shownAtOnce = 5;

/** "Open now, closes 17:00", "Closed, opens Monday 9:00" on the clock of the zone. */
export const standingWords = ({ state, at, opensAt, closesAt }: Preview, zone: string): string => {
  const when = (then: string) => dayAndTime(new Date(then), new Date(at), zone);
  if (state === 'open') return closesAt ? `Open now, closes ${when(closesAt)}` : 'Open now, at all hours';
  return opensAt ? `Closed, opens ${when(opensAt)}` : 'Closed, with no opening ahead';
};

/** The changes ahead; the first few at once. */
export const NextChanges = ({ preview, zone }: { preview: Preview; zone: string }) => {
  const rows = preview.next.map(({ at, state }) => (
    <li key={at}>
      <span>{state === 'open' ? 'opens' : 'closes'}</span> <time dateTime={at}>{dateAndTime(new Date(at), zone)}</time>
    </li>
  ));
  if (rows.length === 0) return null;
  return (
    <div class="next">
      <h3 id="next">Next changes</h3>
      <ol aria-labelledby="next">{rows.slice(0, shownAtOnce)}</ol>
      {rows.length > shownAtOnce && (
        <details>
          <summary>{rows.length - shownAtOnce} more</summary>
          <ol>{rows.slice(shownAtOnce)}</ol>
        </details>
      )}
    </div>
  );
};

import type { ContactRequestView } from '../../../src/contract/contact-requests-api.schema.ts';
import { dateAndTime, span } from '../words/instants.ts';

type Delivery = ContactRequestView['deliveries'][number];

const reasons: Record<string, string> = {
  outside_hours: 'it was closed',
  no_agent_response: 'nobody answered in time',
  agents_busy: 'nobody was free',
  channel_unreachable: 'the team could not be reached',
  disconnected: 'the session was interrupted',
  asked_for_it: 'asked for the form',
};
const kinds: Record<Delivery['kind'], string> = {
  channel: 'Agent channel',
  email: 'E-mail to',
  webhook: 'Webhook',
  answer: 'Answer to',
};

const isUndelivered = ({ deliveries }: ContactRequestView) => deliveries.some(({ state }) => state === 'failed');

const badgeOf = (request: ContactRequestView): { kind: string; words: string } => {
  if (request.suspected) return { kind: 'held', words: 'Held as spam' };
  if (isUndelivered(request)) return { kind: 'undelivered', words: 'Undelivered' };
  if (request.handledAt) {
    const by = request.handledBy === 'admin' ? 'an admin' : request.handledBy;
    return { kind: 'handled', words: by ? `Handled by ${by}` : 'Handled' };
  }
  return { kind: 'open', words: 'Open' };
};

const targetOf = ({ kind, address }: Delivery): string =>
  kind === 'channel' || address === null ? kinds[kind] : `${kinds[kind]} ${address}`;

const attempts = (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`);

const deliveryWords = ({ state, attempts: tried, nextTryAt }: Delivery, now: number): string => {
  if (state === 'delivered') return tried > 1 ? `delivered, ${attempts(tried)}` : 'delivered';
  if (state === 'failed') return `given up after ${attempts(tried)}`;
  if (tried === 0) return 'waits';
  const next = nextTryAt ? Date.parse(nextTryAt) - now : 0;
  return `${attempts(tried)}, ${next > 0 ? `again in ${span(next)}` : 'again soon'}`;
};

/** One contact request: who wrote and why, what, and how far it came. `now`: the real clock, in milliseconds. */
export const RequestRow = (props: {
  request: ContactRequestView;
  zone: string;
  now: number;
  onAct: (action: 'send-again' | 'handled') => void;
}) => {
  const { request, zone, now, onAct } = props;
  const { kind, words } = badgeOf(request);
  const from = request.name ?? request.email ?? 'Somebody without a name';
  return (
    <article class="request" aria-label={`Request of ${from}`}>
      <header>
        <strong>{from}</strong>
        {request.email && request.name && (
          <a href={`mailto:${encodeURIComponent(request.email).replace('%40', '@')}`}>{request.email}</a>
        )}
        <span class={`badge ${kind}`}>{words}</span>
      </header>
      <p class="hint">
        <time dateTime={request.sentAt}>{dateAndTime(new Date(request.sentAt), zone)}</time>,{' '}
        {reasons[request.reason] ?? request.reason.replaceAll('_', ' ')}
      </p>
      <p class="message">{request.message}</p>
      {request.extra.length > 0 && (
        <p class="hint">{request.extra.map(({ label, value }) => `${label}: ${value}`).join(' · ')}</p>
      )}
      <ul class="deliveries" aria-label="Deliveries">
        {request.deliveries.map((delivery) => (
          <li key={delivery.id} class={delivery.state}>
            {targetOf(delivery)}: {deliveryWords(delivery, now)}
            {delivery.fault && <span class="hint">{delivery.fault}</span>}
          </li>
        ))}
      </ul>
      <p class="actions">
        {(request.suspected || isUndelivered(request)) && (
          <button type="button" onClick={() => onAct('send-again')}>
            {request.suspected ? 'Not spam: send it' : 'Send again'}
          </button>
        )}
        {!request.handledAt && (
          <button type="button" onClick={() => onAct('handled')}>
            Mark handled
          </button>
        )}
      </p>
    </article>
  );
};

import { useCallback, useState } from 'preact/hooks';
import type { ContactRequestState, ContactRequestView } from '../../../src/contract/contact-requests-api.schema.ts';
import { type ContactRequests, faultWords, type WorkspaceApi } from '../client/api.ts';
import { usePolled } from '../client/polled.ts';
import { RequestRow } from './request-row.tsx';

const everyMs = 4000;

const filters: [ContactRequestState | '', string][] = [
  ['', 'All'],
  ['open', 'Open'],
  ['undelivered', 'Undelivered'],
  ['suspected', 'Held as spam'],
  ['handled', 'Handled'],
];

/** The contact requests, newest first, refreshed while the page is seen. */
export const RequestsCard = ({ api, zone, now }: { api: WorkspaceApi; zone: string; now: number }) => {
  const [state, setState] = useState<ContactRequestState | ''>('');
  const [older, setOlder] = useState<ContactRequests>();
  const [undone, setUndone] = useState('');
  const read = useCallback((stop: AbortSignal) => api.listContactRequests(state, '', stop), [api, state]);
  const { value: newest, fault, again } = usePolled(read, everyMs);

  const attempt = async (work: () => Promise<void>) => {
    setUndone('');
    await work().catch((error) => setUndone(faultWords(error)));
  };
  const act = (request: ContactRequestView, action: 'send-again' | 'handled') =>
    attempt(async () => {
      const { contactRequest } = await api.actOnRequest(request.id, action);
      const put = (one: ContactRequestView) => (one.id === contactRequest.id ? contactRequest : one);
      setOlder((before) => before && { ...before, contactRequests: before.contactRequests.map(put) });
      again();
    });
  const ids = new Set(newest?.contactRequests.map(({ id }) => id));
  const all = [...(newest?.contactRequests ?? []), ...(older?.contactRequests.filter(({ id }) => !ids.has(id)) ?? [])];
  const readOlder = () =>
    attempt(async () => {
      const next = await api.listContactRequests(state, all.at(-1)?.id ?? '');
      setOlder((before) => ({
        ...next,
        contactRequests: [...(before?.contactRequests ?? []), ...next.contactRequests],
      }));
    });

  return (
    <section class="card" aria-labelledby="requests">
      <h2 id="requests">
        Contact requests
        <select
          aria-label="Which requests"
          value={state}
          onChange={(event) => {
            setState(event.currentTarget.value as ContactRequestState | '');
            setOlder(undefined);
          }}
        >
          {filters.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </h2>
      {fault && <p class="fault">Not refreshed: {fault}</p>}
      {undone && (
        <p role="alert" class="fault">
          {undone}
        </p>
      )}
      {newest && all.length === 0 && (
        <p class="empty">
          {state
            ? 'None of these.'
            : 'None yet. What customers send with the contact form appears here, with how far each delivery came.'}
        </p>
      )}
      {all.map((request) => (
        <RequestRow key={request.id} request={request} zone={zone} now={now} onAct={(action) => act(request, action)} />
      ))}
      {(older ?? newest)?.more && (
        <button type="button" onClick={readOlder}>
          Show older ones
        </button>
      )}
    </section>
  );
};

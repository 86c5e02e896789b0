import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultWords, type WorkspaceApi } from '../client/api.ts';
import { dateAndTime } from '../words/instants.ts';
import { NewSecret } from './new-secret.tsx';

/** What the webhook's receiver checks signatures with: whether there is one, and a new one, which is made at once. */
export const WebhookSecret = ({ api, zone }: { api: WorkspaceApi; zone: string }) => {
  /** undefined until it was read. */
  const [issuedAt, setIssuedAt] = useState<string | null>();
  const [secret, setSecret] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const [isDone, setDone] = useState(false);
  useLayoutEffect(() => {
    if (isDone) button.current?.focus();
    setDone(false);
  }, [isDone]);

  const read = async () => {
    setFault('');
    try {
      setIssuedAt((await api.readWebhookSecret()).issuedAt);
    } catch (error) {
      setFault(`Whether there is a signing secret was not read: ${faultWords(error)}`);
    }
  };
  useEffect(() => {
    void read();
  }, [api]);
  const make = async () => {
    setFault('');
    setBusy(true);
    try {
      setSecret((await api.makeWebhookSecret()).secret);
      setIssuedAt(new Date().toISOString());
    } catch (error) {
      setFault(`No secret was made: ${faultWords(error)}`);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div class="secret">
      {secret ? (
        <NewSecret
          secret={secret}
          onDone={() => {
            setSecret('');
            setDone(true);
          }}
        />
      ) : (
        issuedAt !== undefined && (
          <>
            <p>
              {issuedAt
                ? `Calls are signed with the secret of ${dateAndTime(new Date(issuedAt), zone)}.`
                : 'There is no signing secret yet: messages wait until you make one.'}
            </p>
            <button ref={button} type="button" class={issuedAt ? '' : 'primary'} disabled={busy} onClick={make}>
              {issuedAt ? 'Make a new secret' : 'Make a secret'}
            </button>
            {issuedAt && (
              <p class="hint">The one before signs beside it for a day, so that the receiver can change over.</p>
            )}
          </>
        )
      )}
      {fault && (
        <p role="alert" class="fault">
          {fault}{' '}
          {issuedAt === undefined && (
            <button type="button" onClick={read}>
              Try again
            </button>
          )}
        </p>
      )}
    </div>
  );
};

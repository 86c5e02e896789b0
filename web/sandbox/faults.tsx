import { useState } from 'preact/hooks';
import { control } from './world.ts';

const faults = [
  ['Slack hangs on the next post', { on: 'call', method: 'chat.postMessage', kind: 'hang' }],
  ['Post is done, connection cut', { on: 'call', method: 'chat.postMessage', kind: 'reset' }],
  ['Server error, nothing posted', { on: 'call', method: 'chat.postMessage', kind: 'error_before' }],
  ['Rate limited for 5 s', { on: 'call', method: 'chat.postMessage', kind: 'rate_limited', retryAfterSeconds: 5 }],
  ['Token revoked', { on: 'call', method: 'chat.postMessage', kind: 'code', code: 'token_revoked' }],
  ['Next event comes twice', { on: 'event', kind: 'duplicate' }],
  ['Next event comes 5 s late', { on: 'event', kind: 'delay', delayMs: 5000 }],
  ['Next two events swapped', { on: 'event', kind: 'reorder' }],
] as const;

/** Makes the next call or event go wrong, to see what becomes of it. */
export const Faults = () => {
  const [asked, setAsked] = useState('');
  return (
    <details class="faults">
      <summary>Make something fail</summary>
      {faults.map(([name, fault]) => (
        <button
          type="button"
          key={name}
          onClick={async () =>
            setAsked((await control('faults', fault)) ? `Next: ${name}` : 'The sandbox did not answer')
          }
        >
          {name}
        </button>
      ))}
      <p role="status">{asked}</p>
    </details>
  );
};

import { useEffect, useState } from 'preact/hooks';
import { type Channel, control, pendingFaults } from './world.ts';

const faults = [
  ['Slack hangs on the next post', { on: 'call', method: 'chat.postMessage', kind: 'hang' }],
  ['Post is done, connection cut', { on: 'call', method: 'chat.postMessage', kind: 'reset' }],
  ['Server error, nothing posted', { on: 'call', method: 'chat.postMessage', kind: 'error_before' }],
  ['Server error, but posted', { on: 'call', method: 'chat.postMessage', kind: 'error_after' }],
  ['Rate limited for 5 s', { on: 'call', method: 'chat.postMessage', kind: 'rate_limited', retryAfterSeconds: 5 }],
  ['Token revoked', { on: 'call', method: 'chat.postMessage', kind: 'code', code: 'token_revoked' }],
  ['Presence may not be read', { on: 'call', method: 'users.getPresence', kind: 'code', code: 'missing_scope' }],
  ['Next event comes twice', { on: 'event', kind: 'duplicate' }],
  ['Next event comes 5 s late', { on: 'event', kind: 'delay', delayMs: 5000 }],
  ['Next two events swapped', { on: 'event', kind: 'reorder' }],
] as const;
const lookAgainMs = 2000;

/** Makes the next call or event go wrong, to see what becomes of it. */
export const Faults = ({ channel }: { channel: Channel | undefined }) => {
  const [open, setOpen] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const [said, setSaid] = useState('');
  const look = () => void pendingFaults().then(setWaiting, () => setSaid('The sandbox did not answer.'));
  useEffect(() => {
    if (!open) return;
    look();
    const timer = setInterval(look, lookAgainMs);
    return () => clearInterval(timer);
  }, [open]);
  const ask = async (path: string, body: object | undefined, done: string) => {
    setSaid((await control(path, body)) ? done : 'The sandbox did not answer.');
    look();
  };
  return (
    <details class="faults" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Make something fail</summary>
      {faults.map(([name, fault]) => (
        <button type="button" key={name} onClick={() => ask('faults', fault, `Next: ${name}`)}>
          {name}
        </button>
      ))}
      {channel && (
        <button
          type="button"
          onClick={() =>
            ask('archive', { channel: channel.id, archived: !channel.isArchived }, `#${channel.name} is changed`)
          }
        >
          {channel.isArchived ? 'Unarchive' : 'Archive'} #{channel.name}
        </button>
      )}
      <button type="button" disabled={waiting === 0} onClick={() => ask('faults', undefined, 'Nothing fails any more')}>
        Forget what is still to fail ({waiting})
      </button>
      <p role="status">{said}</p>
    </details>
  );
};

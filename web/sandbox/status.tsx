import { useState } from 'preact/hooks';
import { callApi, type Member, type Status } from './world.ts';

const snoozeMinutes = '60';
export const isSnoozed = (status: Status | undefined): boolean => (status?.snoozed?.to ?? 0) > Date.now() / 1000;

/** Whether one is active in Slack and may be disturbed: what a Slack client knows and tells apps that ask. */
export const StatusSwitches = ({ me, status }: { me: Member; status: Status | undefined }) => {
  const [undone, setUndone] = useState(false);
  const set = async (method: string, args: Record<string, string>) =>
    setUndone((await callApi(method, me, args).catch(() => 'no answer')) !== undefined);
  const active = status?.active ?? true;
  const snoozed = isSnoozed(status);
  return (
    <fieldset class="status">
      <legend>{me.realName} in Slack</legend>
      <label>
        <input
          type="checkbox"
          checked={active}
          onChange={() => set('users.setPresence', { presence: active ? 'away' : 'auto' })}
        />
        Active
      </label>
      <label>
        <input
          type="checkbox"
          checked={snoozed}
          onChange={() => (snoozed ? set('dnd.endSnooze', {}) : set('dnd.setSnooze', { num_minutes: snoozeMinutes }))}
        />
        Do not disturb (1 hour)
      </label>
      {undone && <p role="alert">The sandbox did not answer.</p>}
    </fieldset>
  );
};

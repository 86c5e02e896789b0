import type { FieldFault } from '../client/api.ts';
import type { Draft } from './draft.ts';
import { faultAt, NumberField, Switch } from './fields.tsx';

type NumberName = 'maxLiveHandoffs' | 'maxLivePerAgent' | 'queueTimeoutMinutes' | 'queueFormAfterMinutes';

/** What customers are offered when nobody is there, or everybody is busy. */
export const WhenClosed = (props: { draft: Draft; fields: FieldFault[]; onChange: (more: Partial<Draft>) => void }) => {
  const { draft, fields, onChange } = props;
  const number = (
    name: NumberName,
    label: string,
    min: number,
    max: number,
    more: { optional?: true; unit?: string },
  ) => (
    <NumberField
      id={name}
      label={label}
      value={draft[name]}
      min={min}
      max={max}
      fault={faultAt(fields, `availability.${name}`)}
      onChange={(typed) => onChange({ [name]: typed })}
      {...more}
    />
  );
  return (
    <section class="card" aria-labelledby="when-closed">
      <h2 id="when-closed">When closed and when busy</h2>
      <h3>Closed</h3>
      <Switch
        label="Offer to ask the team when they open"
        checked={draft.askWhenOpen}
        onChange={(askWhenOpen) => onChange({ askWhenOpen })}
      >
        The question is kept and reaches the team at the next opening.
      </Switch>
      <div class="field">
        <label for="atClosing">Who still waits at closing time</label>
        <select
          id="atClosing"
          value={draft.atClosing}
          onChange={(event) => onChange({ atClosing: event.currentTarget.value === 'wait' ? 'wait' : 'end' })}
        >
          <option value="end">is told, and offered the form</option>
          <option value="wait">goes on waiting</option>
        </select>
        <p class="hint">A live session stays live in any case.</p>
      </div>
      <h3>Busy</h3>
      <div class="pair">
        {number('maxLiveHandoffs', 'Live handoffs at once', 0, 1000, { optional: true })}
        {number('maxLivePerAgent', 'Of these per agent', 1, 100, { optional: true })}
      </div>
      <Switch label="Wait in a queue" checked={draft.queue} onChange={(queue) => onChange({ queue })}>
        {draft.queue
          ? 'Customers see their place; who came first is next.'
          : 'Off: when all agents are busy, customers are told at once and offered the form.'}
      </Switch>
      {draft.queue && (
        <div class="pair">
          {number('queueTimeoutMinutes', 'In the queue at most', 1, 60, { unit: 'min' })}
          {number('queueFormAfterMinutes', 'Offer the form after', 0, 60, { unit: 'min' })}
        </div>
      )}
      <Switch
        label="Count agents who are inactive in Slack as away"
        checked={draft.presence}
        onChange={(presence) => onChange({ presence })}
      >
        So are agents who are not to be disturbed. What Slack does not tell keeps nobody from asking.
      </Switch>
    </section>
  );
};

import type { ComponentChildren } from 'preact';
import type { FieldFault } from '../client/api.ts';

/** What the server said of a field, by the end of its path in the settings. */
export const faultAt = (fields: FieldFault[], path: string): string =>
  fields
    .filter((field) => field.path === `settings.${path}` || field.path.startsWith(`settings.${path}.`))
    .map(({ message }) => message)
    .join('; ');

export const FaultLine = ({ id, children }: { id: string; children: string }) =>
  children ? (
    <p class="fault" id={id}>
      {/^[a-z]/.test(children) ? `This ${children}.` : children}
    </p>
  ) : null;

/** A choice of yes and no, with what it means beneath. */
export const Switch = (props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children?: ComponentChildren;
}) => (
  <div class="field">
    <label class="switch">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.label}
    </label>
    {props.children && <p class="hint">{props.children}</p>}
  </div>
);

/** A whole number within limits; `optional` may be left empty. */
export const NumberField = (props: {
  id: string;
  label: string;
  value: string;
  min: number;
  max: number;
  optional?: boolean;
  unit?: string;
  fault: string;
  onChange: (typed: string) => void;
}) => {
  const { id, fault } = props;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <span class="number">
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={props.min}
          max={props.max}
          step={1}
          required={!props.optional}
          placeholder={props.optional ? 'no limit' : undefined}
          value={props.value}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
        {props.unit}
      </span>
      <FaultLine id={`${id}-fault`}>{fault}</FaultLine>
    </div>
  );
};

import { FaultLine } from './fields.tsx';

/** A text on one line, or on several when `rows` says how many are seen at first. `hint`: what belongs there. */
export const TextField = (props: {
  id: string;
  label: string;
  value: string;
  fault: string;
  onChange: (typed: string) => void;
  hint?: string;
  rows?: number;
  required?: boolean;
  maxLength?: number;
  placeholder?: string;
  inputMode?: 'url';
}) => {
  const { id, label, value, fault, onChange, hint, rows, ...more } = props;
  const parts = [fault && `${id}-fault`, hint && `${id}-hint`].filter((part) => !!part);
  const common = {
    ...more,
    id,
    value,
    'aria-invalid': fault ? true : undefined,
    'aria-describedby': parts.join(' ') || undefined,
    onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <div class="field text">
      <label for={id}>{label}</label>
      {rows ? <textarea {...common} class="short" rows={rows} /> : <input {...common} type="text" autocomplete="off" />}
      <FaultLine id={`${id}-fault`}>{fault}</FaultLine>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
};

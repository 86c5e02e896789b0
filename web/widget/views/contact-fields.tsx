import type { ComponentChildren } from 'preact';
import type { ContactField, ContactForm, ContactValues } from '../../../src/contract/contact-form.ts';
import { contactLimits, isSameConsent } from '../../../src/contract/contact-form.ts';

/** What is wrong, by the path of the field. */
export type Faults = Record<string, string>;

const labels: Record<string, string> = { name: 'Name', email: 'E-mail', message: 'Message', consent: 'Consent' };

/** What a field is called where its faults are summed up. */
export const labelOf = (form: ContactForm, path: string): string =>
  labels[path] ?? form.fields.find(({ id }) => `extra.${id}` === path)?.label ?? path;

type Change = { currentTarget: { value: string } };
type FieldProps = {
  path: string;
  label: string;
  required: boolean;
  fault: string | undefined;
  children?: ComponentChildren;
};

/** Joins a control with its label and its fault. */
const wiring = (path: string, fault: string | undefined) => ({
  id: `field-${path}`,
  'aria-invalid': fault !== undefined,
  ...(fault !== undefined && { 'aria-describedby': `fault-${path}` }),
});

const Row = ({ path, label, required, fault, children }: FieldProps) => (
  <div>
    <label for={`field-${path}`}>
      <span>
        {label}
        {!required && ' (optional)'}
      </span>
      {children}
    </label>
    <Fault path={path} fault={fault} />
  </div>
);

const Fault = ({ path, fault }: { path: string; fault: string | undefined }) =>
  fault === undefined ? null : (
    <p class="field-fault" id={`fault-${path}`}>
      {fault}
    </p>
  );

/** The fields of the form as the workspace has it. `locked`: it is being sent and can't be changed any more. */
export const Fields = (props: {
  form: ContactForm;
  values: ContactValues;
  faults: Faults;
  locked: boolean;
  onChange: (values: ContactValues) => void;
}) => {
  const { form, values, faults, locked, onChange } = props;
  const text = (path: 'name' | 'email' | 'message', required: boolean) => ({
    name: path,
    value: values[path],
    required,
    readOnly: locked,
    maxLength: contactLimits[path],
    onInput: ({ currentTarget }: Change) => onChange({ ...values, [path]: currentTarget.value }),
    ...wiring(path, faults[path]),
  });
  return (
    <>
      {form.name !== 'hidden' && (
        <Row path="name" label="Name" required={form.name === 'required'} fault={faults.name}>
          <input {...text('name', form.name === 'required')} autocomplete="name" />
        </Row>
      )}
      <Row path="email" label="E-mail" required={form.email === 'required'} fault={faults.email}>
        <input
          {...text('email', form.email === 'required')}
          inputMode="email"
          autocomplete="email"
          autocapitalize="off"
          spellcheck={false}
        />
      </Row>
      {form.email === 'optional' && values.email.trim() === '' && (
        <p class="faint">Without an e-mail address we can answer you only here in the chat.</p>
      )}
      {form.fields.map((field) => (
        <Extra
          key={field.id}
          field={field}
          value={values.extra[field.id] ?? ''}
          fault={faults[`extra.${field.id}`]}
          locked={locked}
          onInput={(value) => onChange({ ...values, extra: { ...values.extra, [field.id]: value } })}
        />
      ))}
      <Row path="message" label="Message" required fault={faults.message}>
        <textarea {...text('message', true)} rows={3} />
      </Row>
      {form.consent && (
        <div>
          <label class="tick">
            <input
              type="checkbox"
              name="consent"
              required
              checked={isSameConsent(values.consent, form.consent)}
              disabled={locked}
              onChange={({ currentTarget }) =>
                onChange({ ...values, consent: currentTarget.checked ? form.consent : null })
              }
              {...wiring('consent', faults.consent)}
            />
            <span>{form.consent.text}</span>
          </label>
          {form.consent.url && (
            <a href={form.consent.url} target="_blank" rel="noopener noreferrer">
              Read more
            </a>
          )}
          <Fault path="consent" fault={faults.consent} />
        </div>
      )}
    </>
  );
};

const Extra = (props: {
  field: ContactField;
  value: string;
  fault: string | undefined;
  locked: boolean;
  onInput: (value: string) => void;
}) => {
  const { field, value, fault, locked } = props;
  const path = `extra.${field.id}`;
  const common = {
    name: path,
    value,
    required: field.required,
    onInput: ({ currentTarget }: Change) => props.onInput(currentTarget.value),
    ...wiring(path, fault),
  };
  return (
    <Row path={path} label={field.label} required={field.required} fault={fault}>
      {field.kind === 'text' ? (
        <input {...common} readOnly={locked} maxLength={contactLimits.extra} />
      ) : (
        <select {...common} disabled={locked}>
          <option value="">Please choose</option>
          {field.options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
};

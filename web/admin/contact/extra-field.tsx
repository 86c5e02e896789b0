import type { FieldFault } from '../client/api.ts';
import { Choice } from '../settings/choice.tsx';
import { faultAt, Switch } from '../settings/fields.tsx';
import { TextField } from '../settings/text-field.tsx';
import type { FieldDraft } from './contact-draft.ts';
import { nameOf } from './field-list.ts';

const kinds = { text: 'a line of text', select: 'a choice' } as const;

/** The id of one of a field's controls. */
export const controlOf = ({ key }: FieldDraft, control: string): string => `extra-${key}-${control}`;

/** One field of the admin's own: how it is called, what can be answered, and where it stands. */
export const ExtraField = (props: {
  field: FieldDraft;
  isFirst: boolean;
  isLast: boolean;
  faults: FieldFault[];
  onChange: (more: Partial<FieldDraft>) => void;
  onMove: (way: 'up' | 'down') => void;
  onRemove: () => void;
}) => {
  const { field, isFirst, isLast, faults, onChange, onMove, onRemove } = props;
  const at = (part: string) => faultAt(faults, `contact.fields.${field.key}.${part}`);
  const id = (control: string) => controlOf(field, control);
  const name = nameOf(field);
  return (
    <li class="extra-field" aria-label={name}>
      <div class="extra-head">
        <TextField
          id={id('label')}
          label="Label"
          required
          maxLength={100}
          placeholder="Order number"
          value={field.label}
          fault={[at('label'), at('id'), at('kind')].filter((fault) => fault).join('; ')}
          onChange={(label) => onChange({ label })}
        />
        <Choice
          id={id('kind')}
          label="Answer"
          value={field.kind}
          options={kinds}
          onChange={(kind) => onChange({ kind })}
        />
      </div>
      {field.kind === 'select' && (
        <TextField
          id={id('options')}
          label="What can be chosen"
          hint="One a line, at most 50."
          rows={3}
          required
          placeholder={'Delivery\nReturns'}
          value={field.options}
          fault={at('options')}
          onChange={(options) => onChange({ options })}
        />
      )}
      <div class="extra-foot">
        <Switch label="Required" checked={field.required} onChange={(required) => onChange({ required })} />
        <div class="extra-actions">
          <button
            id={id('up')}
            type="button"
            disabled={isFirst}
            aria-label={`Move ${name} up`}
            onClick={() => onMove('up')}
          >
            Up
          </button>
          <button
            id={id('down')}
            type="button"
            disabled={isLast}
            aria-label={`Move ${name} down`}
            onClick={() => onMove('down')}
          >
            Down
          </button>
          <button type="button" aria-label={`Remove ${name}`} onClick={onRemove}>
            Remove
          </button>
        </div>
      </div>
    </li>
  );
};

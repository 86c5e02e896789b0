import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FieldFault } from '../client/api.ts';
import { FaultLine } from '../settings/fields.tsx';
import type { FieldDraft } from './contact-draft.ts';
import { faultsOf } from './contact-faults.ts';
import { controlOf, ExtraField } from './extra-field.tsx';
import { mostFields, moved, nameOf, newField } from './field-list.ts';

const addId = 'add-field';

/** The admin's own fields, in the order in which customers see them. */
export const ExtraFields = (props: {
  fields: FieldDraft[];
  faults: FieldFault[];
  onChange: (fields: FieldDraft[]) => void;
}) => {
  const { fields, faults, onChange } = props;
  const [said, setSaid] = useState('');
  // A field that is made, moved or removed takes the focus with it; it is given back once the page is drawn.
  const wanted = useRef('');
  useLayoutEffect(() => {
    if (wanted.current) document.getElementById(wanted.current)?.focus();
    wanted.current = '';
  });
  const put = (next: FieldDraft[], focus: string, words: string) => {
    wanted.current = focus;
    setSaid(words);
    onChange(next);
  };

  const add = () => {
    const field = newField();
    put([...fields, field], controlOf(field, 'label'), `Field ${fields.length + 1} added.`);
  };
  const move = (field: FieldDraft, from: number, way: 'up' | 'down') => {
    const to = way === 'up' ? from - 1 : from + 1;
    const isAtEnd = to === (way === 'up' ? 0 : fields.length - 1);
    const other = way === 'up' ? 'down' : 'up';
    const words = `${nameOf(field)} is field ${to + 1} of ${fields.length}.`;
    put(moved(fields, from, to), controlOf(field, isAtEnd ? other : way), words);
  };
  const remove = (field: FieldDraft, i: number) => {
    const next = fields.toSpliced(i, 1);
    const near = next[i] ?? next[i - 1];
    put(next, near ? controlOf(near, 'label') : addId, `${nameOf(field)} removed.`);
  };

  return (
    <>
      {fields.length === 0 && (
        <p class="empty">Nothing else is asked for. Add a field for an order number, say, or for a choice of topics.</p>
      )}
      <ol class="extra-fields" aria-labelledby="extra-fields">
        {fields.map((field, i) => (
          <ExtraField
            key={field.key}
            field={field}
            isFirst={i === 0}
            isLast={i === fields.length - 1}
            faults={faults}
            onChange={(more) => onChange(fields.with(i, { ...field, ...more }))}
            onMove={(way) => move(field, i, way)}
            onRemove={() => remove(field, i)}
          />
        ))}
      </ol>
      <FaultLine id="extra-fields-fault">{faultsOf(faults, 'contact.fields')}</FaultLine>
      <p class="actions">
        <button id={addId} type="button" disabled={fields.length >= mostFields} onClick={add}>
          Add a field
        </button>
        {fields.length >= mostFields && <span class="hint">{mostFields} fields are the most.</span>}
      </p>
      <p role="status" class="spoken">
        {said}
      </p>
    </>
  );
};

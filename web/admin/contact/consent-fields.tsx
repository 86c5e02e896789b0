import type { FieldFault } from '../client/api.ts';
import { faultAt, Switch } from '../settings/fields.tsx';
import { TextField } from '../settings/text-field.tsx';
import type { ContactDraft } from './contact-draft.ts';

/** Whether customers must agree to something, and to what. */
export const ConsentFields = (props: {
  draft: ContactDraft;
  faults: FieldFault[];
  onChange: (more: Partial<ContactDraft>) => void;
}) => {
  const { draft, faults, onChange } = props;
  return (
    <>
      <Switch label="Ask for consent" checked={draft.consent} onChange={(consent) => onChange({ consent })}>
        {draft.consent
          ? 'It must be ticked; the words that were shown are kept with the message.'
          : 'Off: nothing needs to be ticked.'}
      </Switch>
      {draft.consent && (
        <>
          <TextField
            id="consent-text"
            label="Words beside the tick"
            rows={2}
            required
            maxLength={1000}
            placeholder="You may use what I wrote to answer me."
            value={draft.consentText}
            fault={faultAt(faults, 'contact.consent.text')}
            onChange={(consentText) => onChange({ consentText })}
          />
          <TextField
            id="consent-url"
            label="Page that says more (optional)"
            inputMode="url"
            maxLength={2000}
            placeholder="https://shop.example/privacy"
            value={draft.consentUrl}
            fault={faultAt(faults, 'contact.consent.url')}
            onChange={(consentUrl) => onChange({ consentUrl })}
          />
        </>
      )}
    </>
  );
};

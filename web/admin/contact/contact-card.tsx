import type { FieldFault, WorkspaceApi } from '../client/api.ts';
import { Choice } from '../settings/choice.tsx';
import type { Draft } from '../settings/draft.ts';
import { Switch } from '../settings/fields.tsx';
import { ConsentFields } from './consent-fields.tsx';
import { ExtraFields } from './extra-fields.tsx';
import { FormPreview } from './form-preview.tsx';
import { Targets } from './targets.tsx';

const demands = { required: 'required', optional: 'optional' } as const;

/** What the contact form asks for, and where what is sent goes. `channel`: the workspace's agent channel, if it has one. */
export const ContactCard = (props: {
  api: WorkspaceApi;
  channel: string | null;
  zone: string;
  draft: Draft;
  fields: FieldFault[];
  onChange: (more: Partial<Draft>) => void;
}) => {
  const { api, channel, zone, draft, fields, onChange } = props;
  return (
    <section class="card" aria-labelledby="contact">
      <h2 id="contact">Contact form</h2>
      <Switch
        label="Offer the contact form"
        checked={draft.contactForm}
        onChange={(contactForm) => onChange({ contactForm })}
      >
        {draft.contactForm
          ? 'Customers whom nobody can answer now leave a message.'
          : 'Off: customers whom nobody can answer are told so, and no more. What is set below is kept.'}
      </Switch>
      <h3>What it asks for</h3>
      <div class="pair">
        <Choice
          id="contact-name"
          label="Name"
          value={draft.contactName}
          options={{ ...demands, hidden: 'not asked' }}
          onChange={(contactName) => onChange({ contactName })}
        />
        <Choice
          id="contact-email"
          label="E-mail"
          value={draft.contactEmail}
          options={demands}
          onChange={(contactEmail) => onChange({ contactEmail })}
        />
      </div>
      <p class="hint">
        The message is always asked for.
        {draft.contactEmail === 'optional' && ' Who leaves no address is answered in the chat alone.'}
      </p>
      <h3 id="extra-fields">Fields of your own</h3>
      <ExtraFields
        fields={draft.contactFields}
        faults={fields}
        onChange={(contactFields) => onChange({ contactFields })}
      />
      <h3>Consent</h3>
      <ConsentFields draft={draft} faults={fields} onChange={onChange} />
      <FormPreview draft={draft} />
      <Targets api={api} channel={channel} zone={zone} draft={draft} faults={fields} onChange={onChange} />
    </section>
  );
};

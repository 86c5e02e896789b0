import type { FieldFault, WorkspaceApi } from '../client/api.ts';
import { faultAt, Switch } from '../settings/fields.tsx';
import { TextField } from '../settings/text-field.tsx';
import type { ContactDraft } from './contact-draft.ts';
import { faultsOf } from './contact-faults.ts';
import { WebhookSecret } from './webhook-secret.tsx';

/** Where a sent form goes. Each way is tried by itself; at least one is needed. */
export const Targets = (props: {
  api: WorkspaceApi;
  channel: string | null;
  zone: string;
  draft: ContactDraft;
  faults: FieldFault[];
  onChange: (more: Partial<ContactDraft>) => void;
}) => {
  const { api, channel, zone, draft, faults, onChange } = props;
  const fault = faultsOf(faults, 'contact.targets');
  return (
    <fieldset aria-describedby={fault ? 'targets-fault' : undefined}>
      <legend>Where it goes</legend>
      {fault && (
        // No one control is wrong: the words themselves are where the admin is led.
        <p class="fault" id="targets-fault" tabIndex={-1}>
          This {fault}.
        </p>
      )}
      <Switch label="The agent channel" checked={draft.toChannel} onChange={(toChannel) => onChange({ toChannel })}>
        {draft.toChannel && channel === null
          ? 'This workspace has no agent channel yet: messages wait until it has one.'
          : 'As a card; a reply in its thread answers the customer.'}
      </Switch>
      <TextField
        id="to-email"
        label="E-mail addresses"
        hint="One a line, at most 10. The server mails them if it has a mail server (SMTP_URL)."
        rows={2}
        placeholder="help@shop.example"
        value={draft.toEmail}
        fault={faultAt(faults, 'contact.targets.email')}
        onChange={(toEmail) => onChange({ toEmail })}
      />
      <TextField
        id="webhook-url"
        label="Webhook"
        hint="Called with each message, for a CRM, say. Empty: none."
        inputMode="url"
        maxLength={2000}
        placeholder="https://crm.example.com/hook"
        value={draft.webhookUrl}
        fault={faultAt(faults, 'contact.targets.webhook')}
        onChange={(webhookUrl) => onChange({ webhookUrl })}
      />
      {draft.webhookUrl.trim() && <WebhookSecret api={api} zone={zone} />}
    </fieldset>
  );
};

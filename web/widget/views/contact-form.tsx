import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from '../client/api.ts';
import type { Chat } from '../client/chat.ts';

const labels = { name: 'Name', email: 'E-mail', message: 'Message' } as const;
type Field = keyof typeof labels;

/**
 * Leaves a message for the team. What was typed is kept until the server has it; only then it says "sent".
 * `takeFocus`: the customer opened it just now.
 */
export const ContactForm = (props: { chat: Chat; takeFocus: boolean; onClose: () => void }) => {
  const { chat, onClose } = props;
  const lastWords = chat.view().entries.findLast((entry) => entry.kind === 'customer')?.text ?? '';
  const [form, setForm] = useState(
    chat.kept.get().form ?? {
      name: '',
      email: '',
      ...chat.customer(),
      message: lastWords,
      clientId: crypto.randomUUID(),
    },
  );
  const [fault, setFault] = useState('');
  const [wrong, setWrong] = useState<Field[]>([]);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const fields = () => [...(box.current?.querySelectorAll<HTMLInputElement>('input, textarea') ?? [])];
  useEffect(() => {
    chat.kept.set({ form: { ...form, open: true } });
    if (props.takeFocus) (fields().find((field) => field.value === '') ?? fields()[0])?.focus();
  }, []);
  useEffect(
    () =>
      fields()
        .find((field) => wrong.includes(field.name as Field))
        ?.focus(),
    [wrong],
  );

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setFault('');
    setWrong([]);
    try {
      const { name, email, message, clientId } = form;
      await chat.sendContactRequest({ name, email, message, clientId });
      chat.kept.set({ form: undefined });
      onClose();
    } catch (error) {
      const refused = error instanceof Refused && error.status < 500 ? error : undefined;
      const found = wrongFields(refused);
      setWrong(found);
      setFault(
        found.length > 0
          ? `Please check: ${found.map((field) => labels[field]).join(', ')}.`
          : `${refused?.message ?? 'It could not be sent just now.'} Nothing is lost: your text stays here. Please try again.`,
      );
    } finally {
      setBusy(false);
    }
  };

  const common = (name: Field) => ({
    name,
    required: true,
    value: form[name],
    'aria-invalid': wrong.includes(name),
    ...(wrong.includes(name) && { 'aria-describedby': 'form-fault' }),
    onInput: (event: { currentTarget: { value: string } }) => {
      const next = { ...form, [name]: event.currentTarget.value };
      setForm(next);
      chat.kept.set({ form: { ...next, open: true } });
    },
  });
  return (
    <form
      ref={box}
      class="form"
      aria-label="Leave a message"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h3>Leave us a message</h3>
      <label>
        {labels.name}
        <input {...common('name')} maxLength={200} autocomplete="name" />
      </label>
      <label>
        {labels.email}
        <input {...common('email')} type="email" maxLength={254} autocomplete="email" />
      </label>
      <label>
        {labels.message}
        <textarea {...common('message')} rows={3} maxLength={10_000} />
      </label>
      {fault && (
        <p role="alert" id="form-fault">
          {fault}
        </p>
      )}
      <div class="buttons">
        {/* Not disabled: that would take the keyboard's place away. */}
        <button type="submit" class="primary" aria-disabled={busy}>
          {busy ? 'Sending...' : fault && wrong.length === 0 ? 'Try again' : 'Send message'}
        </button>
        <button type="button" onClick={onClose}>
          Not now
        </button>
      </div>
    </form>
  );
};

const wrongFields = (refused: Refused | undefined): Field[] => {
  const paths = new Set(refused?.fields.map(({ path }) => path));
  return (Object.keys(labels) as Field[]).filter((field) => paths.has(field));
};

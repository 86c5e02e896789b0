import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from '../client/api.ts';
import type { Chat } from '../client/chat.ts';

/** Leaves a message for the team. What was typed is kept until the server has it; only then it says "sent". */
export const ContactForm = ({ chat, onClose }: { chat: Chat; onClose: () => void }) => {
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
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const fields = [...(box.current?.querySelectorAll<HTMLInputElement>('input, textarea') ?? [])];
    (fields.find((field) => field.value === '') ?? fields[0])?.focus();
  }, []);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<typeof form>) => {
    const next = { ...form, ...part };
    setForm(next);
    chat.kept.set({ form: next });
  };
  const submit = async () => {
    setBusy(true);
    setFault('');
    try {
      await chat.sendContactRequest(form);
      chat.kept.set({ form: undefined });
      onClose();
    } catch (error) {
      const why = error instanceof Refused && error.status < 500 ? reasonOf(error) : 'It could not be sent just now.';
      setFault(`${why} Nothing is lost: your text stays here. Please try again.`);
    } finally {
      setBusy(false);
    }
  };
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
        Name
        <input
          required
          maxLength={200}
          autocomplete="name"
          value={form.name}
          onInput={(e) => change({ name: e.currentTarget.value })}
        />
      </label>
      <label>
        E-mail
        <input
          required
          type="email"
          maxLength={254}
          autocomplete="email"
          value={form.email}
          onInput={(e) => change({ email: e.currentTarget.value })}
        />
      </label>
      <label>
        Message
        <textarea
          required
          rows={3}
          maxLength={10_000}
          value={form.message}
          onInput={(e) => change({ message: e.currentTarget.value })}
        />
      </label>
      {fault && <p role="alert">{fault}</p>}
      <div class="buttons">
        <button type="submit" class="primary" disabled={busy}>
          {busy ? 'Sending...' : fault ? 'Try again' : 'Send message'}
        </button>
        <button type="button" onClick={onClose}>
          Not now
        </button>
      </div>
    </form>
  );
};

const labels: Record<string, string> = { name: 'name', email: 'e-mail address', message: 'message' };

/** Which fields are not right, in the form's own words. */
const reasonOf = ({ fields, message }: Refused): string => {
  const wrong = fields.flatMap(({ path }) => labels[path] ?? []);
  return wrong.length > 0 ? `Please check your ${[...new Set(wrong)].join(' and your ')}.` : message;
};

import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { contactSchema } from '../../../src/contract/contact-form.schema.ts';
import { type ContactValues, contactLimits, type ContactForm as Form } from '../../../src/contract/contact-form.ts';
import type { Chat } from '../client/chat.ts';
import { draftOf, type FormDraft } from '../state/form-sending.ts';
import { lastWords } from '../state/last-words.ts';
import { type Faults, Fields, labelOf } from './contact-fields.tsx';
import { thanks } from './words.ts';

/** As it is when it is opened: what is known of the customer, and what they wrote last. */
const prefilled = (chat: Chat, form: Form): FormDraft => {
  const { conversation, entries } = chat.view();
  const values: ContactValues = {
    name: '',
    email: conversation?.contact?.email ?? '',
    ...chat.customer(),
    message: lastWords(entries).slice(0, contactLimits.message).toWellFormed(),
    extra: {},
    consent: null,
  };
  const complete = contactSchema(form).safeParse(values).success;
  return { values, openedAt: complete ? null : Date.now() };
};

/**
 * Leaves a message for the team. What was typed is kept until the server has it; only then it says so.
 * `takeFocus`: the customer opened it just now.
 */
export const ContactForm = (props: { chat: Chat; form: Form; takeFocus: boolean; onClose: () => void }) => {
  const { chat, form } = props;
  const sending = chat.view().form;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [first] = useState(() => prefilled(chat, form));
  // Read anew each time: another tab may have written on, or sent it.
  const { formDraft, formOutbox = [] } = chat.kept.get();
  const [submitted] = formOutbox;
  const draft = submitted ? draftOf(submitted) : (formDraft ?? first);
  const [faults, setFaults] = useState<Faults>({});
  const box = useRef<HTMLFormElement>(null);
  const trap = useRef<HTMLInputElement>(null);
  const refused = submitted?.refused;
  const busy = submitted !== undefined && !refused;
  const waiting = busy && sending.is === 'waiting';

  /** What is under way: it is not changed any more, since the server may have it. */
  const underWay = () => (chat.kept.get().formOutbox ?? []).filter((other) => !other.refused);
  const change = (values: ContactValues) => {
    chat.kept.set({ formDraft: { ...draft, values }, formOutbox: underWay() });
    redraw(undefined);
  };
  const control = (path: string) => box.current?.querySelector<HTMLElement>(`[name="${path}"]`);

  useEffect(() => {
    if (sending.is !== 'sent') chat.kept.set({ formOpen: true });
    if (!props.takeFocus) return;
    const fields = [
      ...(box.current?.querySelectorAll<HTMLInputElement>('input:not([tabindex]), select, textarea') ?? []),
    ];
    (fields.find((field) => field.value === '') ?? fields[0])?.focus();
  }, []);
  useEffect(() => {
    if (refused) setFaults(Object.fromEntries(refused.fields.map(({ path, message }) => [path, message])));
    else if (busy) setFaults({});
  }, [submitted?.request.clientId, refused !== undefined]);
  useEffect(() => {
    const [first] = Object.keys(faults);
    if (first) control(first)?.focus();
  }, [faults]);

  const submit = () => {
    const others = underWay();
    if (others.length > 0) return chat.sendForm();
    const { values, openedAt } = draft;
    const { data, error } = contactSchema(form).safeParse(values);
    setFaults(Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), message])));
    if (!data) return;
    const request = {
      ...data,
      clientId: crypto.randomUUID(),
      handoffId: chat.view().conversation?.handoff?.id ?? null,
      unseen: trap.current?.value ?? '',
      filledInMs: openedAt === null ? null : Math.max(0, Date.now() - openedAt),
    };
    chat.kept.set({ formDraft: undefined, formOutbox: [{ request }] });
    chat.sendForm();
  };

  if (sending.is === 'sent') return <Sent email={sending.email} onClose={props.onClose} />;
  const wrong = Object.keys(faults).map((path) => labelOf(form, path));
  return (
    <form
      ref={box}
      class="form"
      aria-label="Leave a message"
      // The browser's own check refuses international addresses; ours is the server's.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>Leave us a message</h3>
      {wrong.length > 0 && <p role="alert">Please check: {wrong.join(', ')}.</p>}
      {refused && wrong.length === 0 && (
        <p role="alert">{refused.message} Nothing is lost: your text stays here. Please try again.</p>
      )}
      {waiting && <p role="alert">It could not be sent just now. Nothing is lost: we try again until it is sent.</p>}
      <Fields form={form} values={draft.values} faults={faults} locked={busy} onChange={change} />
      {/*
        Machines fill it in. Inert, and clipped rather than not displayed, it is out of reach of people, screen readers and the
        browser's autofill, yet looks like any field in the page's source; the name is none that a password manager knows.
      */}
      <label class="spoken" aria-hidden="true" inert>
        Please leave this empty
        <input
          ref={trap}
          name="unseen"
          tabIndex={-1}
          autocomplete="off"
          data-1p-ignore
          data-bwignore
          data-lpignore="true"
          data-form-type="other"
        />
      </label>
      <div class="buttons">
        {/* Not disabled: that would take the keyboard's place away. */}
        <button type="submit" class="primary" aria-disabled={busy && !waiting}>
          {waiting || refused ? 'Try again' : busy ? 'Sending...' : 'Send message'}
        </button>
        <button type="button" onClick={props.onClose}>
          {busy ? 'Back to the chat' : 'Not now'}
        </button>
      </div>
    </form>
  );
};

const Sent = ({ email, onClose }: { email: string; onClose: () => void }) => {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <div class="form">
      <p role="status">{thanks(email)}</p>
      <div class="buttons">
        <button ref={back} type="button" class="primary" onClick={onClose}>
          Back to the chat
        </button>
      </div>
    </div>
  );
};

import { useEffect, useRef, useState } from 'preact/hooks';
import { isEmailAddress } from '../../../src/contract/email-address.ts';
import { Refused } from '../client/api.ts';
import type { Chat } from '../client/chat.ts';

const noAddress = 'This is not an e-mail address.';

/** Where a customer who waits for the opening is reached when they are not there then. */
export const Reach = ({ chat, known }: { chat: Chat; known: string | undefined }) => {
  const [changing, setChanging] = useState(false);
  const [email, setEmail] = useState(known ?? chat.customer().email ?? '');
  const [fault, setFault] = useState('');
  const [forgotten, setForgotten] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const change = useRef<HTMLButtonElement>(null);
  const acted = useRef(false);
  /** Counts what the customer does: the answer to what they did before changes nothing any more. */
  const turn = useRef(0);
  const asking = !known || changing;
  useEffect(() => {
    // What was pressed has gone: the keyboard goes on with what came in its place.
    if (acted.current) (asking ? input : change).current?.focus();
    acted.current = false;
  }, [asking]);
  if (!asking)
    return (
      <p class="faint" role="status">
        If you are not here then, we write to {known}.{' '}
        <button
          ref={change}
          type="button"
          class="link"
          onClick={() => {
            acted.current = true;
            turn.current++;
            setForgotten(false);
            setEmail(known);
            setChanging(true);
          }}
        >
          Change
        </button>
      </p>
    );
  const forgets = known !== undefined && email.trim() === '';
  const refuse = (words: string) => {
    acted.current = false;
    setFault(words);
    input.current?.focus();
  };
  const save = async () => {
    const address = email.trim();
    setForgotten(false);
    if (!forgets && !isEmailAddress(address)) return refuse(noAddress);
    setFault('');
    acted.current = true;
    const mine = ++turn.current;
    try {
      await chat.reachAt(address || null);
      if (turn.current !== mine) return;
      setForgotten(forgets);
      if (forgets) input.current?.focus();
      setChanging(false);
    } catch (error) {
      const wrong = error instanceof Refused && error.code === 'invalid_request';
      refuse(wrong ? noAddress : 'It could not be saved just now. Please try again.');
    }
  };
  return (
    <form
      class="reach"
      // The browser's own check refuses international addresses; ours is the server's.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        E-mail, in case you are not here then
        <input
          ref={input}
          inputMode="email"
          maxLength={254}
          autocomplete="email"
          autocapitalize="off"
          spellcheck={false}
          value={email}
          aria-invalid={fault !== ''}
          {...(fault && { 'aria-describedby': 'reach-fault' })}
          onInput={({ currentTarget }) => setEmail(currentTarget.value)}
        />
      </label>
      <button type="submit">{forgets ? 'Forget my address' : 'Save'}</button>
      {forgotten && (
        <p class="faint" role="status">
          Your address is forgotten: we answer only here in the chat.
        </p>
      )}
      {fault && (
        <p role="alert" id="reach-fault">
          {fault}
        </p>
      )}
    </form>
  );
};

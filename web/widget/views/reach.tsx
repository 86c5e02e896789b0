import { useState } from 'preact/hooks';
import { Refused } from '../client/api.ts';
import type { Chat } from '../client/chat.ts';

/** Where a customer who waits for the opening is reached when they are not there then. */
export const Reach = ({ chat, known }: { chat: Chat; known: string | undefined }) => {
  const [changing, setChanging] = useState(false);
  const [email, setEmail] = useState(known ?? chat.customer().email ?? '');
  const [fault, setFault] = useState('');
  if (known && !changing)
    return (
      <p class="faint">
        If you are not here then, we write to {known}.{' '}
        <button type="button" class="link" onClick={() => setChanging(true)}>
          Change
        </button>
      </p>
    );
  const save = async () => {
    setFault('');
    try {
      await chat.reachAt(email.trim() || null);
      setChanging(false);
    } catch (error) {
      const wrong = error instanceof Refused && error.code === 'invalid_request';
      setFault(wrong ? 'This is not an e-mail address.' : 'It could not be saved just now. Please try again.');
    }
  };
  return (
    <form
      class="reach"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        E-mail, in case you are not here then
        <input
          type="email"
          maxLength={254}
          autocomplete="email"
          value={email}
          aria-invalid={fault !== ''}
          {...(fault && { 'aria-describedby': 'reach-fault' })}
          onInput={({ currentTarget }) => setEmail(currentTarget.value)}
        />
      </label>
      <button type="submit">Save</button>
      {fault && (
        <p role="alert" id="reach-fault">
          {fault}
        </p>
      )}
    </form>
  );
};

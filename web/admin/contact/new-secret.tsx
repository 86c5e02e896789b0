import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A secret that was made just now, and that nobody is shown again. */
export const NewSecret = ({ secret, onDone }: { secret: string; onDone: () => void }) => {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  useLayoutEffect(() => field.current?.focus(), []);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(secret);
      setSaid('Copied.');
    } catch {
      // Over plain http there is no clipboard, and a browser may refuse it.
      setSaid('The browser does not let this page copy: the secret is selected, copy it by hand.');
      field.current?.focus();
    }
  };
  return (
    <>
      <label for="new-secret">New signing secret</label>
      <input
        id="new-secret"
        ref={field}
        readOnly
        value={secret}
        spellcheck={false}
        autocomplete="off"
        aria-describedby="new-secret-hint"
        onFocus={(event) => event.currentTarget.select()}
      />
      <p class="hint" id="new-secret-hint">
        It is in use already and is shown this once: give it to the receiver before you go on.
      </p>
      <p class="actions">
        <button type="button" class="primary" onClick={copy}>
          Copy
        </button>
        <button type="button" onClick={onDone}>
          I have it
        </button>
        <span role="status">{said}</span>
      </p>
    </>
  );
};

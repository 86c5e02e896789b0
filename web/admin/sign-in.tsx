import { useState } from 'preact/hooks';
import { isToken } from './client/token.ts';

/** Asks for the admin token. `message`: why the one before did not do. */
export const SignIn = ({ message, onToken }: { message: string; onToken: (token: string) => void }) => {
  const [fault, setFault] = useState(message);
  const submit = (event: Event) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget as HTMLFormElement).get('token')).trim();
    if (isToken(token)) onToken(token);
    else setFault(token ? 'A token has letters, digits and signs only.' : 'Please give the admin token.');
  };
  return (
    <main class="sign-in">
      <form class="card" onSubmit={submit}>
        <h1>Availability</h1>
        <div class="field">
          <label for="token">Admin token</label>
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="off"
            aria-invalid={fault ? true : undefined}
            aria-describedby="token-fault"
          />
          <p class="fault" id="token-fault" role="alert">
            {fault}
          </p>
        </div>
        <button type="submit" class="primary">
          Open
        </button>
        <p class="hint">
          It is the server's ADMIN_TOKEN; <code>npm start</code> prints a link that carries it. It is kept until this
          tab is closed.
        </p>
      </form>
    </main>
  );
};

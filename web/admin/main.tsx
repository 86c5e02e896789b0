import { render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Availability } from './availability.tsx';
import { createApi, faultWords, type Workspace } from './client/api.ts';
import { isToken, keepToken, takeToken } from './client/token.ts';
import { SignIn } from './sign-in.tsx';

const Page = () => {
  const [token, setToken] = useState(takeToken);
  const [message, setMessage] = useState('');
  const signOut = (why = '') => {
    keepToken('');
    setMessage(why);
    setToken('');
  };
  // A link with a token, opened where the page is open already, changes the fragment alone.
  useEffect(() => {
    const take = () => setToken(takeToken());
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  if (!isToken(token)) {
    const onToken = (given: string) => {
      keepToken(given);
      setToken(given);
    };
    return <SignIn message={message} onToken={onToken} />;
  }
  return <Workspaces key={token} token={token} onSignOut={signOut} />;
};

const Workspaces = ({ token, onSignOut }: { token: string; onSignOut: (why?: string) => void }) => {
  const api = useMemo(() => createApi(token, onSignOut), [token]);
  const [workspaces, setWorkspaces] = useState<Workspace[]>();
  const [fault, setFault] = useState('');
  const [picked, setPicked] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setFault('');
    api.listWorkspaces().then(setWorkspaces, (error) => setFault(faultWords(error)));
  }, [api, turn]);
  const workspace = workspaces?.find(({ id }) => id === picked) ?? workspaces?.[0];
  return (
    <>
      <header class="top">
        <h1>Availability</h1>
        {workspace && workspaces && workspaces.length > 1 ? (
          <select
            aria-label="Workspace"
            value={workspace.id}
            onChange={(event) => setPicked(event.currentTarget.value)}
          >
            {workspaces.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          <span class="hint">{workspace?.name}</span>
        )}
        <button type="button" class="plain" onClick={() => onSignOut()}>
          Sign out
        </button>
      </header>
      <main class="cards">
        {fault && (
          <p class="empty" role="alert">
            {fault}{' '}
            <button type="button" onClick={() => setTurn(turn + 1)}>
              Try again
            </button>
          </p>
        )}
        {workspaces?.length === 0 && <p class="empty">There is no workspace yet. The admin API makes one.</p>}
        {workspace && <Availability key={workspace.id} api={api} id={workspace.id} />}
      </main>
    </>
  );
};

const root = document.getElementById('page');
if (root) render(<Page />, root);

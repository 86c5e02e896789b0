import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspace, issueKey } from '../src/accounts/workspace-store.ts';
import { settingsSchema } from '../src/contract/settings.schema.ts';
import { openDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { freePort } from '../src/embedded/free-port.ts';
import { startPostgres } from '../src/embedded/postgres.ts';
import { startTemporal } from '../src/embedded/temporal-server.ts';
import { saveSettings } from '../src/settings/settings-store.ts';

export const signingSecret = 'signing-secret-of-the-bench';
export const channels = Array.from({ length: 20 }, (_, i) => `C0BENCH${String(i).padStart(2, '0')}`);
export const team = 'T0BENCH';
export const botUser = 'U0BENCHBOT';

/** The least that the Slack client accepts; tells when a post arrives. */
const startSlack = async (onPost: (channel: string, text: string, threadTs: string | null) => void) => {
  let posts = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const args = new URLSearchParams(body);
    response.setHeader('content-type', 'application/json');
    const identity = { team_id: team, user_id: botUser, bot_id: 'B0BENCH' };
    const ts = `${1_700_000_000 + ++posts}.000100`;
    if (request.url?.endsWith('chat.postMessage'))
      onPost(args.get('channel') ?? '', args.get('text') ?? '', args.get('thread_ts'));
    response.end(JSON.stringify({ ok: true, ...identity, ts, user: { name: 'agent' }, channel: { is_member: true } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    stop: () => server.closeAllConnections(),
  };
};

/** Real Postgres, real Temporal, two APIs, a worker and the relay, each a process of its own. */
export const startParts = async (onPost: Parameters<typeof startSlack>[0]) => {
  const box = await mkdtemp(join(tmpdir(), 'handoff-bench-'));
  await chmod(box, 0o755);
  const slack = await startSlack(onPost);
  const [postgres, temporal] = await Promise.all([
    startPostgres({ dataDir: join(box, 'postgres'), logFile: join(box, 'postgres.log') }),
    startTemporal({ logFile: join(box, 'temporal.log') }),
  ]);
  const db = openDatabase(postgres.url, (error) => console.error(error.message));
  await migrate(db);
  const workspaces = [];
  for (const channel of channels) {
    const { id } = await createWorkspace(db, channel);
    await saveSettings(db, id, 0, settingsSchema.parse({ channel }), 'bench');
    workspaces.push({ channel, widgetKey: (await issueKey(db, id, 'widget')).key });
  }
  const children: ChildProcess[] = [];
  const run = async (file: string, env: NodeJS.ProcessEnv): Promise<{ port?: number }> => {
    const child = spawn(process.execPath, [file], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.push(child);
    return new Promise((resolve, reject) => {
      child.once('message', resolve as (message: unknown) => void);
      child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
    });
  };
  const ports = [await freePort(), await freePort()];
  const env = (port = 0) => ({
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
    TOKEN_SECRET: 'token-secret-of-the-bench-0123456789',
    SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    ADMIN_TOKEN: 'admin-token-of-the-bench-0123456789',
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_CHANNEL: channels[0],
    LOG_LEVEL: 'error',
    PORT: String(port),
  });
  const [relay] = await Promise.all([
    run('bench/relay.ts', { SLACK_SIGNING_SECRET: signingSecret }),
    ...ports.map((port) => run('bench/api.ts', env(port))),
    run('src/bin/worker.ts', env()),
  ]);
  return {
    db,
    workspaces,
    relay: `http://127.0.0.1:${relay.port}`,
    apis: ports.map((port) => `http://127.0.0.1:${port}`) as [string, string],
    async stop() {
      for (const child of children) child.kill('SIGKILL');
      await db.destroy();
      slack.stop();
      await temporal.stop();
      await postgres.stop();
      await rm(box, { recursive: true, force: true });
    },
  };
};
export type Parts = Awaited<ReturnType<typeof startParts>>;

import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '../config.ts';
import { type Child, killChildren, startChild } from '../embedded/child.ts';
import { claimFolder, loadPorts, loadSecrets, savePrivately } from '../embedded/data-folder.ts';
import { demandPort, freePort } from '../embedded/free-port.ts';
import { checkGivenDatabase, checkGivenTemporal } from '../embedded/given-servers.ts';
import { stopOrphan } from '../embedded/orphan.ts';
import { createParts } from '../embedded/parts.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { readStartEnvironment } from '../embedded/start-environment.ts';
import { startTemporal } from '../embedded/temporal-server.ts';
import { startMailSandbox } from '../sandbox/mail-server.ts';
import { startSandbox } from '../sandbox/server.ts';

const partLimitMs = 90_000;
const folder = resolve(process.env.DATA_DIR || '.data');
const webDir = join(folder, 'web');
const log = (part: string) => join(folder, 'logs', `${part.toLowerCase().replace(' ', '-')}.log`);
const parts = createParts((error) => console.error(error));
let release: (() => Promise<void>) | undefined;

const stopAll = async (): Promise<void> => {
  await parts.stop();
  // Last: until then the folder is in use.
  await release?.();
};

/** One part that ends by itself ends all of them. */
const watch = (name: string, child: Child) => {
  void child.exited.then(async ({ code, signal }) => {
    if (parts.stopping) return;
    console.error(
      `\nThe ${name} ended unexpectedly (${signal ?? `exit code ${code}`}); stopping the rest. Its log: ${child.logFile}`,
    );
    console.error(await child.lastLines());
    await stopAll();
    process.exit(1);
  });
};

/** Runs one of our own programs as a process of its own; with `wait: 'exit'` until it is done. */
const startPart = async (
  name: string,
  file: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  wait: 'ready' | 'exit',
) => {
  parts.signal.throwIfAborted();
  const child = startChild(process.execPath, [file, ...args], log(name), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  parts.onStop(() => child.stop('SIGTERM', 5000));
  const ready = new Promise<'ready'>((done) => {
    child.process.on('message', (message: { ready?: boolean }) => message.ready && done('ready'));
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((done) => {
    timer = setTimeout(() => done('late'), partLimitMs);
  });
  const outcome = await Promise.race([ready, child.exited, late]);
  clearTimeout(timer);
  const fine = wait === 'ready' ? outcome === 'ready' : typeof outcome === 'object' && outcome.code === 0;
  if (!fine)
    throw new Error(`The ${name} did not ${wait === 'ready' ? 'start' : 'succeed'}:\n${await child.lastLines(12)}`);
  if (wait === 'ready') watch(name, child);
  return child;
};

const start = async () => {
  const environment = readStartEnvironment(process.env);
  release = await claimFolder(folder);
  parts.onStop(() => rm(join(folder, 'run.json'), { force: true }));
  if (environment.databaseUrl) await checkGivenDatabase(environment.databaseUrl);
  if (environment.temporalAddress) await checkGivenTemporal(process.env);
  // Left by a start that was killed: it would hold the ports of the last time.
  await stopOrphan(join(folder, 'temporal.db.pid'), join(folder, 'temporal.db'), 'SIGTERM');
  const secrets = await loadSecrets(folder);
  const last = await loadPorts(folder);
  const port = async (variable: keyof typeof environment.ports, before: number | undefined, usual: number) => {
    const wanted = environment.ports[variable];
    return wanted ? demandPort(variable, wanted) : freePort(before ?? usual);
  };
  const ports = {
    postgres: await port('POSTGRES_PORT', last.postgres, 0),
    temporal: await port('TEMPORAL_PORT', last.temporal, 0),
    temporalUi: await port('TEMPORAL_UI_PORT', last.temporalUi, 8233),
    sandbox: await port('SANDBOX_PORT', last.sandbox, 3001),
    mail: await port('MAIL_PORT', last.mail, 3002),
    app: await port('PORT', last.app, 3000),
  };
  await savePrivately(join(folder, 'ports.json'), ports);
  const host = process.env.HOST || '127.0.0.1';
  const appUrl = `http://127.0.0.1:${ports.app}`;

  parts.signal.throwIfAborted();
  console.log('Starting...');
  const { signal, onStop } = parts;
  const embed = <T extends { child: Child }>(name: string, work: () => Promise<T>) =>
    parts.start(async () => {
      const started = await work();
      watch(name, started.child);
      return started;
    });
  const [postgres, temporal] = await Promise.all([
    environment.databaseUrl
      ? undefined
      : embed('Postgres server', () =>
          startPostgres({
            dataDir: join(folder, 'postgres'),
            port: ports.postgres,
            logFile: log('postgres'),
            signal,
            onStop,
          }),
        ),
    environment.temporalAddress
      ? undefined
      : embed('Temporal server', () =>
          startTemporal({
            databaseFile: join(folder, 'temporal.db'),
            port: ports.temporal,
            uiPort: ports.temporalUi,
            logFile: log('temporal'),
            signal,
            onStop,
          }),
        ),
    parts.start(() => startPart('web build', 'web/build.ts', [webDir], {}, 'exit')),
  ]);

  const databaseUrl = environment.databaseUrl ?? postgres?.url ?? '';
  const temporalAddress = environment.temporalAddress ?? temporal?.address ?? '';
  await startPart('migration', 'src/bin/migrate.ts', [], { DATABASE_URL: databaseUrl }, 'exit');

  const channelId = process.env.SLACK_CHANNEL || 'C0CUSTOMERS';
  const sandbox = environment.realSlack
    ? undefined
    : await startSandbox({
        host: '127.0.0.1',
        port: ports.sandbox,
        dataFile: join(folder, 'sandbox.jsonl'),
        signingSecret: secrets.slackSigningSecret,
        botToken: secrets.slackBotToken,
        channelId,
        eventsUrl: `${appUrl}/slack/events`,
        interactivityUrl: `${appUrl}/slack/interactivity`,
        commandsUrl: `${appUrl}/slack/commands`,
        webDir,
      });
  if (sandbox) parts.onStop(sandbox.stop);
  const mails = environment.realMail
    ? undefined
    : await startMailSandbox({ dataFile: join(folder, 'mails.jsonl'), pagePort: ports.mail });
  if (mails) parts.onStop(mails.stop);

  const env = {
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    HOST: host,
    PORT: String(ports.app),
    WEB_DIR: webDir,
    PUBLIC_URL: process.env.PUBLIC_URL || appUrl,
    TOKEN_SECRET: process.env.TOKEN_SECRET || secrets.tokenSecret,
    SECRETS_KEY: process.env.SECRETS_KEY || secrets.secretsKey,
    ADMIN_TOKEN: process.env.ADMIN_TOKEN || secrets.adminToken,
    DEMO: '1',
    ...(sandbox && {
      SLACK_API_URL: sandbox.apiUrl,
      SLACK_BOT_TOKEN: secrets.slackBotToken,
      SLACK_SIGNING_SECRET: secrets.slackSigningSecret,
      SLACK_CHANNEL: channelId,
    }),
    ...(mails && { SMTP_URL: mails.smtpUrl, MAIL_FROM: 'help@fernhollow.example' }),
  };
  const api = await startPart('API', 'src/bin/api.ts', [], env, 'ready');
  // The API has that port.
  const worker = await startPart('worker', 'src/bin/worker.ts', [], { ...env, METRICS_PORT: '' }, 'ready');

  parts.signal.throwIfAborted();
  await savePrivately(join(folder, 'run.json'), {
    app: appUrl,
    demo: `${appUrl}/demo`,
    docs: `${appUrl}/docs`,
    sandbox: sandbox?.url ?? null,
    mails: mails?.url ?? null,
    temporalUi: temporal?.uiUrl ?? null,
    temporalAddress,
    databaseUrl,
    pid: process.pid,
    pids: { api: api.pid, worker: worker.pid, postgres: postgres?.child.pid, temporal: temporal?.child.pid },
  });
  // Only a token of our own making is printed, in the fragment, which no server sees.
  const adminUrl = `${appUrl}/admin/${process.env.ADMIN_TOKEN ? '' : `#token=${secrets.adminToken}`}`;
  const embedded = [
    postgres && 'Postgres',
    temporal && 'Temporal',
    sandbox && 'the Slack sandbox',
    mails && 'a mail sandbox',
  ].filter(Boolean);
  const real = [!postgres && 'Postgres', !temporal && 'Temporal', !sandbox && 'Slack', !mails && 'mail'].filter(
    Boolean,
  );
  console.log(`
  Live agent handoff

  Demo shop       ${appUrl}/demo
  ${sandbox ? `Slack sandbox   ${sandbox.url}` : 'Slack           your workspace'}
  Mails           ${mails?.url ?? 'your mail server'}
  Temporal UI     ${temporal?.uiUrl ?? `of your server at ${temporalAddress}`}
  Hours and queue ${adminUrl}
  API             ${appUrl}/docs

  Embedded: ${embedded.join(', ') || 'nothing'}. Yours: ${real.join(', ') || 'nothing yet'}.
  Data and logs are kept in ${folder}; the admin token is in secrets.json there.${
    postgres?.movedTo
      ? `\n  Postgres can't enter that folder as another user than root, so its data is in ${postgres.movedTo}.`
      : ''
  }

  Ctrl-C stops everything.
`);
};

/** A terminal tells the whole group and npm tells it again: only what comes later is another wish. */
const oneWishMs = 1500;
let askedAt = 0;
const onSignal = () => {
  if (parts.stopping) {
    if (Date.now() - askedAt > oneWishMs) process.exit(1);
    return;
  }
  askedAt = Date.now();
  console.log('\nStopping... (Ctrl-C again stops at once)');
  void stopAll().then(() => process.exit(0));
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
// However this process ends, no part outlives it.
process.on('exit', killChildren);

try {
  await parts.start(start);
} catch (error) {
  // While stopping, parts that were still starting fail: that is no news.
  if (!parts.stopping) {
    const plain = error instanceof ConfigurationError || error instanceof Error;
    console.error(plain ? (error as Error).message : error);
    await stopAll();
    process.exit(1);
  }
}

import { ConfigurationError } from '../config.ts';

const slackVariables = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_CHANNEL'] as const;
const portVariables = ['PORT', 'SANDBOX_PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'POSTGRES_PORT'] as const;
const hints = {
  SLACK_BOT_TOKEN: "the bot token of your Slack app, xoxb-..., or leave all of Slack's out for the sandbox",
  SLACK_SIGNING_SECRET: 'the signing secret of your Slack app (Basic Information)',
  SLACK_CHANNEL: 'the id of the channel where agents work, such as C0123456789',
};

/** What of the environment replaces an embedded part. Throws {@link ConfigurationError} for halves and nonsense. */
export const readStartEnvironment = (env: NodeJS.ProcessEnv) => {
  const given = slackVariables.filter((name) => env[name]);
  const faults: string[] = [];
  if (given.length > 0) {
    for (const name of slackVariables) if (!env[name]) faults.push(`${name}: missing; put ${hints[name]}`);
  }
  if (env.SLACK_BOT_TOKEN && !env.SLACK_BOT_TOKEN.startsWith('xoxb-')) {
    faults.push(`SLACK_BOT_TOKEN: put ${hints.SLACK_BOT_TOKEN}`);
  }
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\/[^/]+/.test(env.DATABASE_URL)) {
    faults.push('DATABASE_URL: put a Postgres URL such as postgres://user:password@host:5432/handoff');
  }
  if (env.TEMPORAL_ADDRESS && !/^[^\s:/]+:\d+$|^\[[^\]]+\]:\d+$/.test(env.TEMPORAL_ADDRESS)) {
    faults.push('TEMPORAL_ADDRESS: put host:port such as temporal.example:7233');
  }
  const ports: Partial<Record<(typeof portVariables)[number], number>> = {};
  for (const name of portVariables) {
    const text = env[name];
    if (!text) continue;
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65535) faults.push(`${name}: put a port number`);
    else if (port > 0) ports[name] = port;
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return { realSlack: given.length > 0, databaseUrl: env.DATABASE_URL, temporalAddress: env.TEMPORAL_ADDRESS, ports };
};

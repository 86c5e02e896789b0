import { ConfigurationError, faultOf } from '../config.ts';

const slackVariables = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_CHANNEL'] as const;
const portVariables = [
  'PORT',
  'SANDBOX_PORT',
  'MAIL_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'POSTGRES_PORT',
] as const;
const mailVariables = ['SMTP_URL', 'MAIL_FROM'] as const;

/** What of the environment replaces an embedded part. Throws {@link ConfigurationError} for halves and nonsense. */
export const readStartEnvironment = (env: NodeJS.ProcessEnv) => {
  const realSlack = slackVariables.some((name) => env[name]);
  const realMail = mailVariables.some((name) => env[name]);
  if (realMail && mailVariables.some((name) => !env[name]))
    throw new ConfigurationError(['SMTP_URL and MAIL_FROM: set both, or neither for the mail sandbox']);
  const replacing = [
    ...(realMail ? mailVariables : []),
    ...(realSlack ? slackVariables : []),
    ...(env.DATABASE_URL ? (['DATABASE_URL'] as const) : []),
  ];
  const faults = replacing.flatMap((name) => faultOf(env, name) ?? []);
  if (slackVariables.some((name) => realSlack && !env[name]))
    faults.push("Leave all three of Slack's out for the sandbox");
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
  return { realSlack, realMail, databaseUrl: env.DATABASE_URL, temporalAddress: env.TEMPORAL_ADDRESS, ports };
};

import { z } from 'zod';
import { isEmailAddress } from './contract/email-address.ts';
import { slackChannelId } from './contract/settings.schema.ts';

const url = (protocol: RegExp) =>
  z.string().refine((text) => URL.canParse(text) && protocol.test(new URL(text).protocol));
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((v) => (v === '' ? undefined : v), schema.optional());
const flag = z.preprocess((v) => v === '1' || v === 'true', z.boolean());

const variables = {
  DATABASE_URL: [url(/^postgres(ql)?:$/), 'a Postgres URL such as postgres://user:password@host:5432/handoff'],
  TOKEN_SECRET: [z.string().min(32), 'at least 32 random characters; signs conversation tokens'],
  ADMIN_TOKEN: [z.string().min(24), 'at least 24 random characters; opens the admin API'],
  SECRETS_KEY: [
    z.string().refine((text) => Buffer.from(text, 'base64').length === 32),
    '32 random bytes in base64 (openssl rand -base64 32); seals stored secrets',
  ],
  SLACK_BOT_TOKEN: [z.string().startsWith('xoxb-'), 'the bot token of your Slack app, xoxb-...'],
  SLACK_SIGNING_SECRET: [z.string().min(16), 'the signing secret of your Slack app (Basic Information)'],
  SLACK_CHANNEL: [z.string().regex(slackChannelId), 'the id of the channel where agents work, such as C0123456789'],
  SLACK_API_URL: [optional(url(/^https?:$/)), 'the base URL of the Slack Web API, or nothing for slack.com'],
  PUBLIC_URL: [optional(url(/^https?:$/)), 'the URL under which customers reach this server'],
  SMTP_URL: [optional(url(/^smtps?:$/)), 'the mail server, such as smtp://user:password@mail.example.com:587'],
  MAIL_FROM: [
    optional(z.string().refine(isEmailAddress)),
    'the address that mails come from, such as help@example.com',
  ],
  TASK_QUEUE: [optional(z.string().min(1)), 'a Temporal task queue name'],
  HOST: [optional(z.string().min(1)), 'an address to listen on, such as 127.0.0.1'],
  PORT: [optional(z.coerce.number().int().min(0).max(65535)), 'a port number'],
  METRICS_PORT: [
    optional(z.coerce.number().int().min(0).max(65535)),
    'a port number for metrics apart from what customers reach',
  ],
  WEB_DIR: [optional(z.string().min(1)), 'the folder with the built web pages'],
  DEMO: [flag, '1 to serve the demo shop'],
  TRUST_PROXY: [flag, '1 when exactly one proxy in front sets X-Forwarded-For'],
  LOG_LEVEL: [
    optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])),
    'trace, debug, info, warn, error or silent',
  ],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

/** A variable of {@link readConfig}. */
export type VariableName = keyof typeof variables;
export const variableNames = Object.keys(variables) as VariableName[];
type Values = { [K in VariableName]: z.output<(typeof variables)[K][0]> };

/** Configuration that this process can't start with. One line per variable: its name and what to put there. */
export class ConfigurationError extends Error {
  constructor(faults: string[]) {
    super(`The configuration can not be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** Some of the variables. Throws {@link ConfigurationError} which names every missing or wrong one; values are never repeated. */
const readVariables = <K extends VariableName>(env: NodeJS.ProcessEnv, names: K[]): Pick<Values, K> => {
  const faults = names.flatMap((name) => faultOf(env, name) ?? []);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return Object.fromEntries(names.map((name) => [name, variables[name][0].parse(env[name])])) as Pick<Values, K>;
};

/** What is wrong with a variable and what to put there; undefined when nothing is. Never holds its value. */
export const faultOf = (env: NodeJS.ProcessEnv, name: VariableName): string | undefined => {
  const [schema, hint] = variables[name];
  if (schema.safeParse(env[name]).success) return undefined;
  return `${name}: ${env[name] ? 'put' : 'missing; put'} ${hint}`;
};

/** Both or neither: a mail without a sender is none. */
const mailServerOf = ({ SMTP_URL: url, MAIL_FROM: from }: Pick<Values, 'SMTP_URL' | 'MAIL_FROM'>) => {
  if (url && from) return { url, from };
  if (url) throw new ConfigurationError([`MAIL_FROM: missing; put ${variables.MAIL_FROM[1]}`]);
  if (from) throw new ConfigurationError([`SMTP_URL: missing; put ${variables.SMTP_URL[1]}`]);
  return undefined;
};

export type Config = ReturnType<typeof readConfig>;

/**
 * Reads the configuration of the API and the worker from environment variables.
 * Temporal's own variables (TEMPORAL_ADDRESS and the rest) are read where the connection is made.
 * Throws {@link ConfigurationError} which names every missing or wrong variable; values are never repeated.
 */
export const readConfig = (env: NodeJS.ProcessEnv) => {
  const v = readVariables(env, variableNames);
  return {
    databaseUrl: v.DATABASE_URL,
    tokenSecret: v.TOKEN_SECRET,
    adminToken: v.ADMIN_TOKEN,
    secretsKey: v.SECRETS_KEY,
    slack: {
      botToken: v.SLACK_BOT_TOKEN,
      signingSecret: v.SLACK_SIGNING_SECRET,
      channel: v.SLACK_CHANNEL,
      apiUrl: v.SLACK_API_URL,
    },
    publicUrl: v.PUBLIC_URL,
    mail: mailServerOf(v),
    taskQueue: v.TASK_QUEUE ?? 'handoff',
    host: v.HOST ?? '127.0.0.1',
    port: v.PORT ?? 3000,
    metricsPort: v.METRICS_PORT,
    webDir: v.WEB_DIR ?? '.data/web',
    demo: v.DEMO,
    trustProxy: v.TRUST_PROXY,
    logLevel: v.LOG_LEVEL ?? 'info',
  };
};

/** Only what migrations need. */
export const readDatabaseUrl = (env: NodeJS.ProcessEnv): string => readVariables(env, ['DATABASE_URL']).DATABASE_URL;

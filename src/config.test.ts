import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ConfigurationError, readConfig, variableNames } from './config.ts';

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const example = Object.fromEntries(
  [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
);
const given = {
  POSTGRES_PASSWORD: 'a-password',
  TOKEN_SECRET: 'x'.repeat(32),
  ADMIN_TOKEN: 'y'.repeat(24),
  SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'),
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'z'.repeat(32),
  SLACK_CHANNEL: 'C0123456789',
  PUBLIC_URL: 'https://chat.example',
};

test('.env.example names every variable', () => {
  expect(Object.keys(example)).toEqual(expect.arrayContaining(variableNames));
});

test('wrong and missing variables are named all at once, and no value is repeated', () => {
  const env = { ...given, DATABASE_URL: 'mysql://root:hunter2@db', ADMIN_TOKEN: 'hunter2', SLACK_CHANNEL: '' };
  const complaint = () => readConfig(env);
  expect(complaint).toThrow(ConfigurationError);
  expect(complaint).toThrow(/DATABASE_URL: put .*\n {2}ADMIN_TOKEN: put .*\n {2}SLACK_CHANNEL: missing; put /);
  expect(complaint).not.toThrow(/hunter2/);
});

type Service = {
  image?: string;
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
};
const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
/** As compose fills in `${NAME}`, `${NAME:-default}` and `${NAME:?what to put}`. */
const filled = (text: string | number, env: Record<string, string>): string =>
  String(text).replace(/\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind, more: string) => {
    if (env[name]) return env[name];
    if (kind === '-') return more;
    throw new Error(`${name} is not given`);
  });

test.each(['api', 'worker', 'migrate'])('compose starts %s with a configuration that it accepts', (name) => {
  const environment = Object.entries(services[name]?.environment ?? {});
  const env = Object.fromEntries(environment.map(([key, value]) => [key, filled(value, given)]));
  expect(readConfig(env)).toMatchObject({ publicUrl: 'https://chat.example', metricsPort: 9464, trustProxy: false });
  for (const variable of variableNames.filter((wanted) => wanted in env)) expect(example).toHaveProperty(variable);
});

test('compose waits for services that it has, and takes no image by "latest"', () => {
  for (const [name, service] of Object.entries(services)) {
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(services, name).toHaveProperty(other);
      if (condition === 'service_healthy') expect(services[other], other).toHaveProperty('healthcheck');
    }
    if (service.image !== 'live-agent-handoff') expect(service.image).toMatch(/:\d+/);
  }
});

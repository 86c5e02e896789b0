import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, inject, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import type { Child } from '../../src/embedded/child.ts';
import { freePort } from '../../src/embedded/free-port.ts';
import { startPostgres } from '../../src/embedded/postgres.ts';
import { startTemporal } from '../../src/embedded/temporal-server.ts';
import { filledForm } from '../support/contact.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { kill, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';

/** How many forms stream in; CONTACT_FORMS=10000 for a bench. */
const forms = Number(process.env.CONTACT_FORMS ?? 60);
const atOnce = 8;
/** After each so many accepted forms something is killed. */
const killEvery = Math.max(8, Math.floor(forms / 40));
/** What follows the last form, for each of them. */
const settleMs = 60_000 + forms * 300;

const killChild = async ({ process: child, exited }: Child): Promise<void> => {
  child.kill('SIGKILL');
  await exited;
};

test(
  `${forms} forms stream in while API, worker, mail server, Postgres and Temporal are killed: none is lost, none has two cards`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'handoff-forms-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const [apiPort, smtpPort] = [await freePort(), await freePort()];
    const mailsFile = join(folder, 'mails.jsonl');
    const startPostgresOn = (port?: number) =>
      startPostgres({
        dataDir: join(folder, 'postgres'),
        logFile: join(folder, 'postgres.log'),
        ...(port && { port }),
      });
    const startTemporalOn = (port?: number) =>
      startTemporal({
        databaseFile: join(folder, 'temporal.db'),
        logFile: join(folder, 'temporal.log'),
        ...(port && { port }),
      });
    let postgres = await startPostgresOn();
    let temporal = await startTemporalOn();
    const { url } = postgres;
    const db = openDatabase(url, () => undefined);
    await migrate(db);
    const world = await startWorld({
      worker: false,
      database: { url, db, drop: () => db.destroy() },
      temporalAddress: temporal.address,
      settings: { contact: { targets: { email: ['team@shop.example'] } } },
      env: { SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_FROM: 'help@shop.example' },
    });
    const env = {
      ...world.env,
      PORT: String(apiPort),
      SMTP_PORT: String(smtpPort),
      MAILS_FILE: mailsFile,
      WORKFLOW_BUNDLE: inject('bundlePath'),
    };
    const programs = {
      api: 'bench/api.ts',
      worker: 'test/support/fast-worker-program.ts',
      mail: 'test/support/smtp-program.ts',
    } as const;
    const start = (name: keyof typeof programs) => startProgram(programs[name], env);
    const running = { api: await start('api'), worker: await start('worker'), mail: await start('mail') };
    const killProgram = (name: keyof typeof programs) => async () => {
      await kill(running[name]);
      running[name] = await start(name);
    };
    const misfortunes = [
      killProgram('api'),
      killProgram('worker'),
      killProgram('mail'),
      async () => {
        await killChild(postgres.child);
        postgres = await startPostgresOn(Number(new URL(url).port));
      },
      async () => {
        await killChild(temporal.child);
        temporal = await startTemporalOn(Number(temporal.address.split(':')[1]));
      },
    ];
    const ids = new Set<string>();
    let kills = 0;
    try {
      const agents = createAgents(world);
      let next = 0;
      /** One customer's device: it sends again under the same id until the form is taken, as the widget does. */
      const stream = async () => {
        const customer = await openCustomer(world);
        while (next < forms) {
          const n = next++;
          await until('the faults keep up', () => n < (kills + 3) * killEvery, 120_000);
          const form = { ...filledForm, clientId: `form-number-${n}`, message: `Form {f-${n}}` };
          const taken = await until(
            `form ${n} is taken`,
            async () => {
              const answer = await customer
                .post<{ contactRequestId: string }>('/contact-requests', form, `http://127.0.0.1:${apiPort}`)
                .catch(() => undefined);
              return answer && answer.status < 300 && answer;
            },
            90_000,
          );
          ids.add(taken.body.contactRequestId);
        }
      };
      let over = false;
      const misfortune = async () => {
        while (!over) {
          await until('forms are taken', () => over || ids.size >= (kills + 1) * killEvery, 120_000);
          if (over) break;
          await misfortunes[kills++ % misfortunes.length]?.();
        }
      };
      const fate = misfortune();
      await Promise.all(Array.from({ length: atOnce }, stream));
      over = true;
      await fate;
      expect(kills).toBeGreaterThanOrEqual(misfortunes.length);
      expect(ids.size).toBe(forms);

      await until(
        'everything is delivered',
        async () => {
          const { rows } = await sql<{ open: number }>`
          select count(*)::int as open from contact_deliveries where state <> 'delivered'`.execute(world.db);
          return rows[0]?.open === 0;
        },
        settleMs,
      );
      const stored = await world.db.selectFrom('contact_requests').select('id').execute();
      expect(new Set(stored.map(({ id }) => id))).toEqual(ids);
      const cards = (await agents.messages()).flatMap(
        (m) => m.metadata?.event_payload.key.match(/^contact-request\/(\w+)\/card$/)?.[1] ?? [],
      );
      expect(cards).toHaveLength(forms);
      expect(new Set(cards)).toEqual(ids);
      const lines = existsSync(mailsFile) ? readFileSync(mailsFile, 'utf8').trimEnd().split('\n') : [];
      const mails = lines.map((line) => (JSON.parse(line) as { messageId: string }).messageId);
      // After an unknown outcome a mail may come twice, under one Message-ID.
      expect(new Set(mails).size).toBe(forms);
      if (process.env.CONTACT_FORMS)
        process.stdout.write(`${forms} forms, ${kills} kills, ${mails.length - forms} mails came twice\n`);
    } finally {
      await Promise.all(Object.values(running).map(kill));
      await world.stop();
      await temporal.stop();
      await postgres.stop();
    }
  },
  settleMs + 600_000,
);

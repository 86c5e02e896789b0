import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startTemporal } from '../../src/embedded/temporal-server.ts';
import { contactCard, deliveriesOf, sendForm, settled } from '../support/contact.ts';
import { createAgents, openCustomer } from '../support/people.ts';
import { startSmtp } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { startWorld } from '../support/world.ts';

test('Temporal, Slack and mail are all away: the form is taken, and everything arrives when they are back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'handoff-contact-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = { databaseFile: join(folder, 'temporal.db'), logFile: join(folder, 'temporal.log') };
  let temporal = await startTemporal(files);
  let smtp = await startSmtp();
  const world = await startWorld({
    temporalAddress: temporal.address,
    settings: { contact: { targets: { email: ['team@shop.example'] } } },
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'help@shop.example' },
  });
  try {
    const agents = createAgents(world);
    await agents.fault({ on: 'call', method: 'chat.postMessage', kind: 'error_before', times: 3 });
    const { port } = smtp;
    await smtp.stop();
    await temporal.stop();

    const customer = await openCustomer(world);
    const id = await sendForm(customer, { message: 'In the middle of it' });
    expect((await deliveriesOf(world, id)).map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['channel', 'pending'],
      ['email', 'pending'],
    ]);

    temporal = await startTemporal({ ...files, port: Number(temporal.address.split(':')[1]) });
    await until(
      'mail is missed',
      async () => (await deliveriesOf(world, id)).some(({ kind, attempts }) => kind === 'email' && attempts > 0),
      60_000,
    );
    smtp = await startSmtp(port);
    expect((await settled(world, id, 60_000)).sort()).toEqual(['channel delivered', 'email delivered']);
    expect(smtp.taken.map(({ text }) => text?.split('\n')[0])).toEqual(['In the middle of it']);
    expect(JSON.stringify((await contactCard(agents, id)).blocks)).toContain('In the middle of it');
  } finally {
    await world.stop();
    await smtp.stop();
    await temporal.stop();
  }
}, 150_000);

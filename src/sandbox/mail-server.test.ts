import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { startMailSandbox } from './mail-server.ts';

test('mails are kept over a restart, for nobody else to read, and shown without running anything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mails-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const dataFile = join(folder, 'mails.jsonl');
  const first = await startMailSandbox({ dataFile });
  const mail = {
    from: 'help@shop.example',
    to: 'ann@example.com',
    subject: 'Grüße <b>',
    text: 'Hello',
    html: '<p>Hello',
  };
  await createTransport({ url: first.smtpUrl }).sendMail(mail);
  await first.stop();
  expect((await stat(dataFile)).mode & 0o077).toBe(0);

  const again = await startMailSandbox({ dataFile });
  onTestFinished(again.stop);
  const get = (path: string) => fetch(again.url + path);
  const { mails } = (await (await get('/mails')).json()) as { mails: object[] };
  expect(mails).toMatchObject([
    { to: ['ann@example.com'], subject: 'Grüße <b>', text: expect.stringContaining('Hello') },
  ]);
  const page = await get('/mails/1');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('Grüße &lt;b&gt;');
  expect((await get('/mails/2')).status).toBe(404);
});

test('the oldest mails make room', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mails-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { store, stop } = await startMailSandbox({ dataFile: join(folder, 'mails.jsonl') });
  onTestFinished(stop);
  for (let i = 1; i <= 205; i++)
    store.add({ from: 'a@b.example', to: [], raw: Buffer.from(`Subject: ${i}\n\n`).toString('base64') });
  const all = await store.all();
  expect([all.length, all[0]?.subject, all.at(-1)?.subject]).toEqual([200, '205', '6']);
});

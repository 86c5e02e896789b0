import { expect, test } from 'vitest';
import { createAgents, openCustomer } from '../support/people.ts';
import { kill, startProgram } from '../support/program.ts';
import { startWorld } from '../support/world.ts';

test('a worker killed while Slack hangs on a post: the next worker posts it, once and in order', async () => {
  const world = await startWorld({ worker: false });
  const agents = createAgents(world);
  let worker = await startProgram('src/bin/worker.ts', world.env);
  try {
    const customer = await openCustomer(world);
    await customer.connect();
    const handoffId = await customer.requestHandoff();
    const card = await agents.card(handoffId);
    await customer.is('waiting');
    await agents.fault({ on: 'call', method: 'chat.postMessage', kind: 'hang' });
    await customer.send('said before the kill', handoffId);
    await expect
      .poll(async () => (await agents.control<{ faults: unknown[] }>('faults')).faults.length, { timeout: 10_000 })
      .toBe(0);
    await kill(worker);
    await customer.send('said after the kill', handoffId);
    worker = await startProgram('src/bin/worker.ts', world.env);
    await agents.sees('said after the kill', 55_000);
    const said = (await agents.thread(card.ts)).flatMap(
      (m) => JSON.stringify(m.blocks ?? []).match(/said (before|after) the kill/g) ?? [],
    );
    expect(said).toEqual(['said before the kill', 'said after the kill']);
  } finally {
    await kill(worker);
    await world.stop();
  }
}, 90_000);

test('an API killed in mid-conversation: what it accepted is there, what it did not is sent again, each once', async () => {
  const world = await startWorld();
  const { freePort } = await import('../../src/embedded/free-port.ts');
  const port = await freePort();
  const env = { ...world.env, PORT: String(port) };
  const second = { url: `http://127.0.0.1:${port}`, widgetKey: world.widgetKey };
  let api = await startProgram('src/bin/api.ts', env);
  try {
    const customer = await openCustomer(second);
    const agents = createAgents(world);
    await customer.connect();
    const handoffId = await customer.requestHandoff();
    const card = await agents.card(handoffId);
    // The agent's reply comes to the first node, the customer's socket is on the second.
    await agents.reply(card.ts, 'from the other node');
    await customer.sees('from the other node', 5000);

    const texts = Array.from({ length: 20 }, (_, i) => `numbered ${i};`);
    const sends = texts.map((text, i) => customer.send(text, handoffId, `client-id-${i}`).catch(() => undefined));
    await sends[3];
    await kill(api);
    await Promise.all(sends);
    api = await startProgram('src/bin/api.ts', env);
    for (const [i, text] of texts.entries()) {
      expect([200, 201]).toContain((await customer.send(text, handoffId, `client-id-${i}`)).status);
    }
    await customer.connect();
    await customer.sees('numbered 19;');
    for (const text of texts) await agents.sees(text);
    const seen = customer.seen.filter((entry) => entry.text.startsWith('numbered'));
    expect(new Set(seen.map((entry) => entry.seq)).size).toBe(20);
    const posted = (await agents.thread(card.ts)).flatMap(
      (m) => JSON.stringify(m.blocks ?? []).match(/numbered \d+;/g) ?? [],
    );
    expect([...posted].sort()).toEqual([...texts].sort());
  } finally {
    await kill(api);
    await world.stop();
  }
}, 90_000);

import { expect, test } from 'vitest';
import { operations } from '../../src/api/operations.ts';
import { answered } from '../support/api-contract.ts';
import { call, createAgents, openCustomer } from '../support/people.ts';
import { until } from '../support/until.ts';
import { adminToken, startWorld } from '../support/world.ts';

/** Slack's are called by Slack, and their answers are held to its own rules elsewhere. */
const ours = operations.filter(({ security }) => security !== 'slackSignature');

test('every operation answers what the description promises', async () => {
  const world = await startWorld({ env: { DEMO: '1' } });
  try {
    const customer = await openCustomer(world);
    const agents = createAgents(world);
    await customer.connect();
    const admin = <T>(method: string, path: string, body?: object) =>
      call<T>(world.url, method, `/v1/admin/workspaces${path}`, adminToken, body);
    const host = <T>(method: string, path: string, body?: object) =>
      call<T>(world.url, method, `/v1/host/conversations/${customer.conversationId}${path}`, world.hostKey, body);
    const anyone = (path: string) => call(world.url, 'GET', path);

    await customer.send('How long does delivery take?');
    await until('an answer', () => customer.seen.some((entry) => entry.kind === 'assistant'));
    await host('POST', '/assistant-turns', { clientId: 'host-turn-1', text: 'One more thing' });
    await host('POST', '/handoffs', { reason: 'upset' });
    await customer.post('/handoffs', {});
    const { id: handoffId } = await customer.is('waiting');
    const card = await agents.card(handoffId);
    await agents.reply(card.ts, 'Hello');
    await customer.is('active');
    await until('the portrait', () => customer.state().agents[0]?.avatarUrl);
    const portrait = await fetch(world.url + customer.state().agents[0]?.avatarUrl);
    expect(portrait.headers.get('content-type')).toMatch(/^image\//);
    await call(world.url, 'GET', '/v1/widget/entries?after=1', customer.token);
    await customer.post('/reach', { email: 'ann@shop.example' });
    for (const action of ['cancel', 'end', 'leave']) await customer.post(`/handoffs/${action}`, { handoffId });
    const form = { clientId: 'contact-form-1', handoffId, name: 'Ann', email: 'ann@shop.example', message: 'Call me' };
    await customer.post('/contact-requests', form);
    const requests = `/${world.workspace.id}/contact-requests`;
    const { body: suspected } = await customer.post<{ contactRequestId: string }>('/contact-requests', {
      ...form,
      clientId: 'contact-form-2',
      unseen: 'https://buy.example',
    });
    await admin('GET', `${requests}?state=suspected`);
    await admin('POST', `${requests}/${suspected.contactRequestId}/send-again`);
    await admin('POST', `${requests}/${suspected.contactRequestId}/handled`);
    await admin('GET', `${requests}/${suspected.contactRequestId}`);
    await admin('POST', `${requests}/by-address/export`, { email: form.email });
    await admin('POST', `${requests}/by-address/delete`, { email: form.email });
    await admin('POST', `/${world.workspace.id}/webhook-secret`);
    await admin('GET', `/${world.workspace.id}/webhook-secret`);
    await host('GET', '');
    await host('GET', '/transcript');

    const { body: made } = await admin<{ workspace: { id: string } }>('POST', '', { name: 'Another' });
    const one = `/${made.workspace.id}`;
    await admin('GET', '');
    await admin('GET', one);
    const { body: issued } = await admin<{ id: string }>('POST', `${one}/keys`, { kind: 'host' });
    await admin('DELETE', `${one}/keys/${issued.id}`);
    await admin('GET', `${one}/keys`);
    await admin('GET', `${one}/settings`);
    await admin('POST', `${one}/hours/parse`, { text: 'Monday - Friday: 9am - 5pm EST, closed Dec 25, IST' });
    await admin('POST', `${one}/hours/preview`, {});
    await admin('GET', `${one}/queue`);
    const places = await call<{ places: { code: string }[] }>(
      world.url,
      'GET',
      '/v1/admin/holidays?country=US',
      adminToken,
    );
    expect(places.body.places.map(({ code }) => code)).toContain('CA');
    await call(world.url, 'GET', '/v1/admin/trial-clock', adminToken);
    await call(world.url, 'PUT', '/v1/admin/trial-clock', adminToken, { at: null });
    await admin('PUT', `${one}/settings`, { version: 0, settings: {} });

    for (const path of [`/v1/widget/offer?key=${world.widgetKey}`, '/health/live', '/health/ready', '/openapi.json'])
      await anyone(path);
    const metrics = await fetch(`${world.url}/metrics`);
    expect(metrics.headers.get('content-type')).toContain('text/plain');

    const byHand = ['get /metrics', 'get /v1/agents/{id}/avatar'];
    expect([...answered, ...byHand].sort()).toEqual(ours.map(({ method, path }) => `${method} ${path}`).sort());
    customer.disconnect();
  } finally {
    await world.stop();
  }
});

test('the document names parameters, answers and refusals, and every schema that it points to', async () => {
  const world = await startWorld({ worker: false });
  try {
    const { body } = await call<{ openapi: string; paths: Record<string, Record<string, Described>> }>(
      world.url,
      'GET',
      '/openapi.json',
    );
    type Described = { parameters: { name: string; in: string }[]; responses: Record<string, object>; tags: string[] };
    expect(body.openapi).toBe('3.1.0');
    expect(body.paths['/v1/widget/entries']?.get?.parameters).toMatchObject([{ name: 'after', in: 'query' }]);
    expect(body.paths['/v1/admin/workspaces/{id}/keys/{keyId}']?.delete?.parameters).toHaveLength(2);
    expect(Object.keys(body.paths['/v1/widget/messages']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '201', '400', '401', '403', '404', '409', '413', '415', '429', '500', '503']),
    );
    const text = JSON.stringify(body);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(body).toHaveProperty(['components', 'schemas', name ?? '']);
    expect(text).not.toContain('#/$defs');
  } finally {
    await world.stop();
  }
});

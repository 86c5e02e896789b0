import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { homeOpenedEvent } from './events.ts';
import { faultSchema } from './faults.ts';
import { readBody } from './read-body.ts';
import type { Shared } from './web-api.ts';

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('This is no JSON.');
    return z.NEVER;
  }
});
const click = z.object({
  user: z.string(),
  channel: z.string(),
  ts: z.string(),
  actionId: z.string(),
  value: z.string().default(''),
});
const command = z.object({ user: z.string(), channel: z.string(), text: z.string().startsWith('/').max(4000) });
const homeClick = z.object({ user: z.string(), actionId: z.string(), value: z.string().default('') });
const shortcut = z.object({ user: z.string(), channel: z.string(), ts: z.string(), callbackId: z.string() });

/**
 * What Slack does not have, for the page and for tests:
 * GET /control/ledger (everything that agents saw, and calls by method), POST /control/click, /control/shortcut and
 * /control/command (act as an agent), POST /control/home {user} (an agent opens the app's home tab) and
 * /control/home/click, GET, POST and DELETE /control/faults, POST /control/scopes {without} (what the app was not granted),
 * POST /control/archive {channel, archived}, POST /control/reset.
 */
export const controlRoutes = ({ world, faults, members, interactivity, commands, scopes, calls }: Shared): Router => {
  const router = new Router({ prefix: '/control' });

  const body = async <T>(ctx: Context, schema: z.ZodType<T>): Promise<T | undefined> => {
    const parsed = json.pipe(schema).safeParse((await readBody(ctx.req)) || '{}');
    if (parsed.success) return parsed.data;
    ctx.status = 400;
    ctx.body = { ok: false, error: z.prettifyError(parsed.error) };
    return undefined;
  };
  const refuse = (ctx: Context, error: string) => {
    ctx.status = 404;
    ctx.body = { ok: false, error };
  };
  const person = (ctx: Context, user: string) =>
    members.find((m) => m.id === user && !m.isBot) ?? refuse(ctx, 'There is no such person.');
  const find = (ctx: Context, { user, channel, ts }: { user: string; channel: string; ts: string }) => {
    const member = person(ctx, user);
    if (!member) return undefined;
    const message = world.store.find(channel, ts);
    return message ? { member, message } : refuse(ctx, 'There is no such message.');
  };

  router.get('/ledger', (ctx) => {
    ctx.body = { messages: world.store.all(), homes: world.homes.all(), calls, events: world.events.counts };
  });
  router.post('/click', async (ctx) => {
    const asked = await body(ctx, click);
    const found = asked && find(ctx, asked);
    if (!asked || !found) return;
    const button = { action_id: asked.actionId, block_id: 'actions', value: asked.value };
    ctx.body = { ok: await interactivity.click(found.message, found.member, button) };
  });
  router.post('/shortcut', async (ctx) => {
    const asked = await body(ctx, shortcut);
    const found = asked && find(ctx, asked);
    if (!asked || !found) return;
    ctx.body = { ok: await interactivity.shortcut(found.message, found.member, asked.callbackId) };
  });
  router.post('/command', async (ctx) => {
    const asked = await body(ctx, command);
    const member = asked && person(ctx, asked.user);
    if (!asked || !member) return;
    const channel = world.channels.find((c) => c.id === asked.channel && c.members.includes(member.id));
    if (!channel) return refuse(ctx, 'There is no such channel.');
    const [name = '', ...rest] = asked.text.split(' ');
    const error = await commands.run(member, channel, name, rest.join(' '));
    ctx.body = { ok: !error, ...(error && { error }) };
  });
  router.post('/home', async (ctx) => {
    const asked = await body(ctx, z.object({ user: z.string() }));
    const member = asked && person(ctx, asked.user);
    if (!member) return;
    const view = world.homes.of(member.id);
    world.events.send(homeOpenedEvent(member, view));
    ctx.body = { ok: true };
  });
  router.post('/home/click', async (ctx) => {
    const asked = await body(ctx, homeClick);
    const member = asked && person(ctx, asked.user);
    if (!asked || !member) return;
    const view = world.homes.of(member.id);
    if (!view) return refuse(ctx, 'The app has published no home for this person.');
    const button = { action_id: asked.actionId, value: asked.value };
    ctx.body = { ok: await interactivity.clickHome(view, member, button) };
  });
  router.post('/scopes', async (ctx) => {
    const asked = await body(ctx, z.object({ without: z.array(z.string()).max(50) }));
    if (!asked) return;
    scopes.takeAway(asked.without);
    ctx.body = { scopes: scopes.list() };
  });
  router.get('/faults', (ctx) => {
    ctx.body = { faults: faults.list() };
  });
  router.post('/faults', async (ctx) => {
    const fault = await body(ctx, faultSchema);
    if (!fault) return;
    faults.add(fault);
    ctx.body = { faults: faults.list() };
  });
  router.delete('/faults', (ctx) => {
    faults.clear();
    ctx.body = { faults: [] };
  });
  router.post('/archive', async (ctx) => {
    const asked = await body(ctx, z.object({ channel: z.string(), archived: z.boolean() }));
    if (!asked) return;
    const channel = world.channels.find((c) => c.id === asked.channel);
    if (!channel) return refuse(ctx, 'There is no such channel.');
    channel.isArchived = asked.archived;
    world.channelsChanged();
    ctx.body = { ok: true, channel };
  });
  router.post('/reset', (ctx) => {
    world.store.clear();
    world.homes.clear();
    world.presence.clear();
    scopes.takeAway([]);
    faults.clear();
    ctx.body = { ok: true };
  });
  return router;
};

import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { faultSchema } from './faults.ts';
import { readBody, type Shared } from './web-api.ts';

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
const shortcut = z.object({ user: z.string(), channel: z.string(), ts: z.string(), callbackId: z.string() });

/**
 * What Slack does not have, for the page and for tests:
 * GET /control/ledger (everything that agents saw, and calls by method), POST /control/click and /control/shortcut (act as
 * an agent), GET, POST and DELETE /control/faults, POST /control/archive {channel, archived}, POST /control/reset.
 */
export const controlRoutes = ({ world, faults, members, interactivity, calls }: Shared): Router => {
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
  const find = (ctx: Context, { user, channel, ts }: { user: string; channel: string; ts: string }) => {
    const member = members.find((m) => m.id === user && !m.isBot);
    if (!member) return refuse(ctx, 'There is no such person.');
    const message = world.store.find(channel, ts);
    return message ? { member, message } : refuse(ctx, 'There is no such message.');
  };

  router.get('/ledger', (ctx) => {
    ctx.body = { messages: world.store.all(), calls, events: world.events.counts };
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
    faults.clear();
    ctx.body = { ok: true };
  });
  return router;
};

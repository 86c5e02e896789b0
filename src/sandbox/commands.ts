import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { sign } from './events.ts';
import type { World } from './method.ts';
import type { Channel, Member } from './model.ts';
import { readBody } from './read-body.ts';
import { app, team } from './seed.ts';

const answerLimitMs = 3000;
const mostUses = 5;
const usableMs = 30 * 60_000;
const mostOpen = 200;

const answer = z.object({
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
});

/**
 * Sends what a person typed after a slash to the app, signed, and shows them what it answers. Slack does not retry these:
 * an error is shown to the person.
 */
export const createCommands = (url: string, secret: string, world: () => World) => {
  /** Where the app may answer later: five times within half an hour. */
  const open = new Map<string, { channel: string; user: string; uses: number; until: number }>();

  /** False for what is no answer. */
  const show = (to: { channel: string; user: string }, type: string, body: string): boolean => {
    if (body.trim() === '') return true;
    const read = answer.safeParse(type.includes('json') ? parsed(body) : { text: body });
    if (!read.success) return false;
    const { text = '', blocks, response_type: seenBy } = read.data;
    if (text === '' && !blocks) return true;
    const { store } = world();
    store.save({
      type: 'message',
      channel: to.channel,
      ts: store.nextTs(),
      user: app.botUser,
      text,
      ...(blocks && { blocks }),
      bot_id: app.botId,
      app_id: app.id,
      ...(seenBy === 'ephemeral' && { ephemeralTo: to.user }),
    });
    return true;
  };

  const openResponse = (channel: string, user: string): string => {
    const id = randomUUID();
    open.set(id, { channel, user, uses: mostUses, until: Date.now() + usableMs });
    const [oldest] = open.keys();
    if (open.size > mostOpen && oldest) open.delete(oldest);
    return `${world().url()}/commands/${id}`;
  };

  return {
    /** Slack's error as the person sees it, or undefined. */
    async run(member: Member, channel: Channel, command: string, text: string): Promise<string | undefined> {
      if (command !== app.command) return 'invalid_command';
      const body = new URLSearchParams({
        token: 'sandbox',
        team_id: team.id,
        team_domain: team.domain,
        channel_id: channel.id,
        channel_name: channel.isPrivate ? 'privategroup' : channel.name,
        user_id: member.id,
        user_name: member.name,
        command,
        text,
        api_app_id: app.id,
        is_enterprise_install: 'false',
        response_url: openResponse(channel.id, member.id),
        trigger_id: randomUUID(),
      }).toString();
      try {
        const response = await fetch(url, {
          method: 'POST',
          body,
          headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...sign(secret, body) },
          signal: AbortSignal.timeout(answerLimitMs),
        });
        const said = await response.text();
        const to = { channel: channel.id, user: member.id };
        const shown = response.status === 200 && show(to, response.headers.get('content-type') ?? '', said);
        return shown ? undefined : 'dispatch_failed';
      } catch (error) {
        return error instanceof Error && error.name === 'TimeoutError' ? 'operation_timeout' : 'dispatch_failed';
      }
    },
    /** What the app posted to a response_url. False when that is used up, or unknown. */
    respond(id: string, type: string, body: string): boolean {
      const found = open.get(id);
      if (!found || found.uses === 0 || found.until < Date.now()) return false;
      found.uses--;
      return show(found, type, body);
    },
  };
};
export type Commands = ReturnType<typeof createCommands>;

/** `POST /commands/<id>`: a response_url. */
export const responseUrls =
  (commands: Commands): Middleware =>
  async (ctx, next) => {
    const id = /^\/commands\/([\w-]+)$/.exec(ctx.path)?.[1];
    if (!id || ctx.method !== 'POST') return next();
    const fine = commands.respond(id, ctx.get('Content-Type'), await readBody(ctx.req));
    ctx.status = fine ? 200 : 404;
    ctx.body = fine ? 'ok' : 'used_url';
  };

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

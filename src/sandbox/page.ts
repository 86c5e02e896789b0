import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Context, Middleware } from 'koa';
import { drawAvatar } from './avatar.ts';
import { team } from './seed.ts';
import type { Shared } from './web-api.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page where one acts as the agents: its files, its first data, and a stream of what changes. */
export const pageRoutes = ({ world, members, urlCheck, pending }: Shared, webDir: string): Middleware => {
  const root = join(webDir, 'sandbox');
  const standing = () => ({ ...urlCheck.standing(), untaken: pending.untaken() });
  return async (ctx) => {
    ctx.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    const avatar = /^\/avatars\/(\w+)\.png$/.exec(ctx.path)?.[1];
    const member = members.find((m) => m.id === avatar);
    if (member) {
      ctx.type = 'image/png';
      ctx.body = drawAvatar(member.colour);
    } else if (ctx.path === '/page/world') {
      ctx.body = {
        team: team.name,
        channels: world.channels,
        members: members.map(({ token, ...rest }) => ({ ...rest, ...(!rest.isBot && { token }) })),
        messages: world.store.all(),
        homes: world.homes.all(),
        statuses: world.presence.all(),
        events: standing(),
      };
    } else if (ctx.path === '/page/changes') changes(ctx);
    else await file(ctx, ctx.path === '/' ? 'index.html' : ctx.path);
  };

  function changes(ctx: Context): void {
    const stream = new PassThrough();
    const tellStanding = () => stream.write(`event: standing\ndata: ${JSON.stringify(standing())}\n\n`);
    const undo = [
      world.store.onChange((message) => stream.write(`data: ${JSON.stringify(message)}\n\n`)),
      urlCheck.onChange(tellStanding),
      pending.onChange(tellStanding),
      world.homes.onChange(() => stream.write(`event: homes\ndata: ${JSON.stringify(world.homes.all())}\n\n`)),
      world.presence.onChange(() => stream.write(`event: statuses\ndata: ${JSON.stringify(world.presence.all())}\n\n`)),
      world.onChannels(() => stream.write(`event: channels\ndata: ${JSON.stringify(world.channels)}\n\n`)),
    ];
    ctx.req.on('close', () => {
      for (const stop of undo) stop();
    });
    ctx.type = 'text/event-stream';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = stream;
    stream.write(': hello\n\n');
  }

  async function file(ctx: Context, path: string): Promise<void> {
    const found = join(root, normalize(path));
    const type = types[extname(found)];
    const info = found.startsWith(root + sep) && type ? await stat(found).catch(() => undefined) : undefined;
    if (!info?.isFile() || !type) {
      ctx.status = 404;
      return;
    }
    ctx.type = type;
    ctx.body = createReadStream(found);
  }
};

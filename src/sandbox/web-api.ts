import type { Middleware } from 'koa';
import type { Commands } from './commands.ts';
import type { Faults } from './faults.ts';
import type { createInteractivity } from './interactivity.ts';
import type { CallLimit } from './limits.ts';
import type { Arguments, World } from './method.ts';
import { methods } from './methods.ts';
import { type Member, SlackError } from './model.ts';
import type { Pending } from './pending.ts';
import { readBody } from './read-body.ts';
import type { Scopes } from './scopes.ts';
import type { UrlCheck } from './url-check.ts';

export type Shared = {
  world: World;
  faults: Faults;
  members: Member[];
  interactivity: ReturnType<typeof createInteractivity>;
  commands: Commands;
  scopes: Scopes;
  urlCheck: UrlCheck;
  pending: Pending;
  /** How often each method was called, for the ledger. */
  calls: Record<string, number>;
};

/** `POST /api/<method>`: form or JSON, bearer token, Slack's answers and errors, and the faults that were asked for. */
export const webApi =
  ({ world, faults, members, scopes, calls }: Shared, waitSeconds: CallLimit): Middleware =>
  async (ctx, next) => {
    const name = /^\/api\/([a-zA-Z.]+)$/.exec(ctx.path)?.[1];
    if (!name) return next();
    const given = readArguments(ctx.get('Content-Type'), await readBody(ctx.req));
    if (!given) {
      ctx.body = { ok: false, error: 'invalid_json' };
      return;
    }
    const args: Arguments = given;
    calls[name] = (calls[name] ?? 0) + 1;
    const token = /^Bearer (.+)$/.exec(ctx.get('Authorization'))?.[1] ?? args.token;
    const caller = members.find((member) => member.token === token);
    const fault = caller && !caller.isBot ? undefined : faults.forCall(name);
    if (fault?.kind === 'hang') {
      ctx.respond = false;
      return;
    }
    if (fault?.kind === 'error_before') {
      ctx.status = 500;
      return;
    }
    if (fault?.kind === 'html') {
      ctx.body = '<html>Bad gateway</html>';
      return;
    }
    const channel = typeof args.channel === 'string' ? args.channel : '';
    // People's own clients are not limited here.
    const limited = caller?.isBot ? waitSeconds(name, channel) : 0;
    const wait = fault?.kind === 'rate_limited' ? fault.retryAfterSeconds : limited;
    if (wait > 0) {
      ctx.status = 429;
      ctx.set('Retry-After', String(wait));
      ctx.body = { ok: false, error: 'ratelimited' };
      return;
    }
    ctx.body = answer();
    if (fault?.kind === 'error_after') ctx.status = 500;
    if (fault?.kind === 'reset') {
      ctx.respond = false;
      ctx.req.socket.destroy();
    }

    function answer(): object {
      try {
        if (!token) throw new SlackError('not_authed');
        if (!caller) throw new SlackError('invalid_auth');
        if (fault?.kind === 'code') throw new SlackError(fault.code ?? 'internal_error');
        const method = Object.hasOwn(methods, name ?? '') ? methods[name ?? ''] : undefined;
        if (!method) throw new SlackError('unknown_method');
        if (caller.isBot) scopes.check(world, name ?? '', args);
        return { ok: true, ...method(world, caller, args) };
      } catch (error) {
        if (error instanceof SlackError) return { ok: false, error: error.code, ...error.more };
        throw error;
      }
    }
  };

/** Undefined for what is no JSON object. */
const readArguments = (type: string, body: string): Arguments | undefined => {
  if (!type.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    const args: unknown = JSON.parse(body || '{}');
    return typeof args === 'object' && args !== null && !Array.isArray(args) ? (args as Arguments) : undefined;
  } catch {
    return undefined;
  }
};

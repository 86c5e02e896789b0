import cors from '@koa/cors';
import type Router from '@koa/router';
import Koa from 'koa';
import { ApiError } from './api-error.ts';
import { originRefused } from './credentials.ts';
import type { ApiDeps } from './deps.ts';
import { errorAnswers } from './error-answers.ts';
import { adminRoutes } from './routes/admin.ts';
import { availabilityRoutes } from './routes/availability.ts';
import { contactFormRoutes } from './routes/contact-form.ts';
import { contactRequestRoutes } from './routes/contact-requests.ts';
import { hostRoutes } from './routes/host.ts';
import { monitoringRoutes } from './routes/monitoring.ts';
import { pageRoutes } from './routes/pages.ts';
import { slackRoutes } from './routes/slack.ts';
import { widgetRoutes } from './routes/widget.ts';

const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' data:; img-src 'self' data:; connect-src 'self' ws: wss:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Strict-Transport-Security': 'max-age=31536000',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** The whole HTTP side: error shape, headers, CORS by allow-list, limits, then the routes by resource. */
export const createApp = (deps: ApiDeps, demoKey: string | undefined): Koa => {
  const app = new Koa();
  app.silent = true;

  app.use(errorAnswers(deps.log));
  app.use(async (ctx, next) => {
    ctx.set(securityHeaders);
    await next();
  });
  app.use(async (ctx, next) => {
    // No id has one, and Postgres takes none.
    if (/%00/.test(ctx.path)) throw new ApiError('not_found', 'There is nothing at this address.');
    await next();
  });
  app.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/v1/widget/')) return next();
    if (!(await deps.origins.isAllowed(ctx.req))) throw originRefused();
    await next();
  });
  app.use(
    cors({
      origin: (ctx) => (ctx.path.startsWith('/v1/widget/') ? ctx.get('Origin') : ''),
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['Authorization', 'Content-Type'],
      exposeHeaders: ['Retry-After', 'X-Request-Id'],
      maxAge: 600,
    }),
  );
  app.use(async (ctx, next) => {
    // After CORS, so that a widget on another origin can read its refusal. Slack calls from few addresses and signs what it sends.
    if (!ctx.path.startsWith('/slack/')) await deps.limits('ip', deps.addressOf(ctx.req));
    await next();
  });
  const routers: Router[] = [
    widgetRoutes(deps),
    contactFormRoutes(deps),
    hostRoutes(deps),
    adminRoutes(deps),
    availabilityRoutes(deps),
    contactRequestRoutes(deps),
    slackRoutes(deps),
    monitoringRoutes(deps),
    pageRoutes(deps, demoKey),
  ];
  for (const router of routers) app.use(router.routes()).use(router.allowedMethods());
  return app;
};

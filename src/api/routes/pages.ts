import { resolve } from 'node:path';
import Router from '@koa/router';
import { readAvatar } from '../../accounts/agent-profiles.ts';
import { ApiError } from '../api-error.ts';
import type { ApiDeps } from '../deps.ts';
import { openApiDocument } from '../openapi.ts';
import { renderApiDocs, renderIndex } from '../plain-pages.ts';
import { sendFile } from '../static-files.ts';

/** The widget's files, agents' avatars, the API's description, the admins' page and the demo shop. `demoKey` is its widget key. */
export const pageRoutes = (deps: ApiDeps, demoKey: string | undefined): Router => {
  const router = new Router({ sensitive: true });
  const root = resolve(deps.config.webDir);
  const notBuilt = () => new ApiError('not_found', 'This page is not built; run npm run build:web.');

  router.get('/', (ctx) => {
    ctx.type = 'html';
    ctx.body = renderIndex({ demo: demoKey !== undefined, metrics: deps.config.metricsPort === undefined });
  });
  router.get('/openapi.json', (ctx) => {
    ctx.body = openApiDocument;
  });
  router.get('/docs', (ctx) => {
    ctx.type = 'html';
    ctx.body = renderApiDocs(openApiDocument);
  });

  router.get('/v1/agents/:id/avatar', async (ctx) => {
    const avatar = await readAvatar(deps.db, ctx.params.id ?? '');
    if (!avatar) throw new ApiError('not_found', 'This agent has no picture.');
    ctx.type = avatar.type;
    ctx.set('Cache-Control', 'public, max-age=3600');
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    ctx.body = avatar.bytes;
  });

  // Shown on other origins' pages, by design.
  const embeddable = async (ctx: Parameters<typeof sendFile>[0], path: string) => {
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    ctx.set('Access-Control-Allow-Origin', '*');
    if (!(await sendFile(ctx, root, path))) throw notBuilt();
  };
  router.get('/widget.js', (ctx) => embeddable(ctx, 'widget.js'));
  router.get('/widget/{*path}', (ctx) => embeddable(ctx, ctx.path));

  const page = (name: string) => {
    router.get(`/${name}`, async (ctx) => {
      if (!(await sendFile(ctx, root, `${name}/index.html`))) throw notBuilt();
    });
    router.get(`/${name}/{*path}`, async (ctx) => {
      if (!(await sendFile(ctx, root, ctx.path))) throw notBuilt();
    });
  };
  page('admin');
  if (demoKey !== undefined) {
    router.get('/demo/config.json', (ctx) => {
      ctx.set('Cache-Control', 'no-store');
      ctx.body = { widgetKey: demoKey };
    });
    page('demo');
  }
  return router;
};

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Context } from 'koa';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Answers with a file of the built pages; false when there is none. Names with a hash are cached for a year. */
export const sendFile = async (ctx: Context, root: string, path: string): Promise<boolean> => {
  const file = join(root, normalize(path));
  if (!file.startsWith(root + sep)) return false;
  const type = types[extname(file)];
  const found = type ? await stat(file).catch(() => undefined) : undefined;
  if (!type || !found?.isFile()) return false;
  ctx.type = type;
  ctx.length = found.size;
  const hashed = /-[\w-]{8}\.\w+$/.test(file);
  ctx.set('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  ctx.body = createReadStream(file);
  return true;
};

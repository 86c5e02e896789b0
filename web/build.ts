import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';

const web = dirname(fileURLToPath(import.meta.url));
const root = dirname(web);

/** What the pages are made from: a build is good until one of these changes. */
const sourcesHash = async (): Promise<string> => {
  const hash = createHash('sha256');
  const folders = [web, join(root, 'src/contract')];
  const found = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
  const files = found.flat().filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  for (const path of [...paths, join(root, 'src/assistant/demo-shop.ts'), join(root, 'package-lock.json')]) {
    hash.update(path.slice(root.length)).update(await readFile(path));
  }
  return hash.digest('hex');
};

const shared = (outDir: string): InlineConfig => ({
  configFile: false,
  logLevel: 'warn',
  base: './',
  // Whatever NODE_ENV is: tests are to see what is shipped.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  build: { outDir, emptyOutDir: false, modulePreload: false, target: 'es2022', assetsInlineLimit: 0 },
});

/** Builds the widget, the demo shop, the admins' page and the sandbox's page into `outDir`, or does nothing when they are up to date. */
export const buildWeb = async (outDir: string): Promise<'built' | 'up to date'> => {
  const mark = join(outDir, 'sources.sha256');
  const wanted = await sourcesHash();
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === wanted) return 'up to date';

  const fresh = `${outDir}.${randomUUID()}`;
  await mkdir(fresh, { recursive: true });
  try {
    for (const page of ['demo', 'admin', 'sandbox']) {
      // The sandbox's page is the root of a server of its own.
      const base = page === 'sandbox' ? './' : `/${page}/`;
      await build({ ...shared(join(fresh, page)), root: join(web, page), base });
    }
    const widget = shared(fresh);
    await build({
      ...widget,
      root: join(web, 'widget'),
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        ...widget.build,
        // As a library it is built without Vite's helper for preloading, which would be a quarter of the loader.
        lib: { entry: join(web, 'widget/loader.ts'), formats: ['es'] },
        rolldownOptions: {
          preserveEntrySignatures: false,
          output: {
            entryFileNames: 'widget.js',
            chunkFileNames: 'widget/[name]-[hash:8].js',
            minify: true,
            comments: false,
          },
        },
      },
    });
    await writeFile(join(fresh, 'sources.sha256'), wanted);
    // Readers see the old pages or the new ones, never half.
    if (existsSync(outDir)) await rename(outDir, `${fresh}.old`);
    await rename(fresh, outDir);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(`${fresh}.old`, { recursive: true, force: true });
  }
  return 'built';
};

const sizes = async (outDir: string): Promise<string> => {
  const files = ['widget.js', ...(await readdir(join(outDir, 'widget'))).map((name) => join('widget', name))];
  const lines = await Promise.all(
    files.map(
      async (file) => `${file} ${(gzipSync(await readFile(join(outDir, file))).length / 1024).toFixed(1)} KB gz`,
    ),
  );
  return lines.join(', ');
};

if (basename(process.argv[1] ?? '') === 'build.ts') {
  const outDir = resolve(process.argv[2] ?? join(root, '.data/web'));
  const outcome = await buildWeb(outDir);
  console.log(outcome === 'built' ? `Built ${await sizes(outDir)}` : 'The pages are up to date');
}

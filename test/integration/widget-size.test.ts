import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';

const zipped = async (file: string) => gzipSync(await readFile(join(inject('webDir'), file))).length / 1024;

test('a page that has the widget loads 3 KB of it, and 25 KB more when it is opened', async () => {
  expect(await zipped('widget.js')).toBeLessThanOrEqual(3);
  const parts = await readdir(join(inject('webDir'), 'widget'));
  const sizes = await Promise.all(parts.map((name) => zipped(join('widget', name))));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(25);
});

import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jsonLines } from './json-lines.ts';

test('a write that was cut off costs its own value alone', async () => {
  const box = await mkdtemp(join(tmpdir(), 'json-lines-'));
  onTestFinished(() => rm(box, { recursive: true, force: true }));
  const lines = jsonLines<object>(join(box, 'lines'));
  expect(lines.read()).toEqual([]);
  lines.add({ n: 1 });
  lines.add({ n: 2 });
  // It looks whole by its last character.
  await appendFile(join(box, 'lines'), '{"n":3,"of":{"a":1}');
  expect(lines.read()).toEqual([{ n: 1 }, { n: 2 }]);
  lines.replace(lines.read());
  lines.add({ n: 4 });
  expect(lines.read()).toEqual([{ n: 1 }, { n: 2 }, { n: 4 }]);
});

import { expect, test } from 'vitest';
import { createKept } from './kept.ts';

test('what is kept is read once for all who ask at once, and again when its life is over', async () => {
  let at = 0;
  let reads = 0;
  const ask = createKept(async () => ++reads, { lifeMs: 60, most: 10, now: () => at });
  expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual([1, 1, 1]);
  at = 59;
  expect(await ask('a')).toBe(1);
  at = 60;
  expect(await Promise.all([ask('a'), ask('a')])).toEqual([2, 2]);
  expect(await ask('b')).toBe(3);
});

test('the life of what takes long begins when it is there', async () => {
  let at = 0;
  let reads = 0;
  let answer: () => void = () => undefined;
  const ask = createKept(
    () =>
      new Promise<number>((resolve) => {
        answer = () => resolve(++reads);
      }),
    { lifeMs: 60, most: 10, now: () => at },
  );
  const first = ask('a');
  at = 100;
  const second = ask('a');
  answer();
  expect(await Promise.all([first, second])).toEqual([1, 1]);
  at = 159;
  expect(await ask('a')).toBe(1);
});

test('a fault is told to all who waited and is not kept', async () => {
  let reads = 0;
  const ask = createKept(
    async () => {
      if (++reads === 1) throw new Error('away');
      return reads;
    },
    { lifeMs: 60, most: 10 },
  );
  const both = await Promise.allSettled([ask('a'), ask('a')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask('a')).toBe(2);
});

test('the oldest key makes room', async () => {
  let reads = 0;
  const ask = createKept(async () => ++reads, { lifeMs: 60_000, most: 2 });
  for (const key of ['a', 'b', 'c']) await ask(key);
  expect([await ask('b'), await ask('c'), await ask('a')]).toEqual([2, 3, 4]);
});

import { expect, test } from 'vitest';
import { createParts } from './parts.ts';

const setUp = () => {
  const done: string[] = [];
  const parts = createParts((error) => done.push(String(error)));
  return { done, parts, stops: (name: string) => async () => void done.push(`stop ${name}`) };
};

test('stops in the reverse order, and goes on when one fails', async () => {
  const { done, parts, stops } = setUp();
  parts.onStop(stops('first'));
  parts.onStop(async () => {
    throw new Error('stuck');
  });
  parts.onStop(stops('last'));
  await Promise.all([parts.stop(), parts.stop()]);
  expect(done).toEqual(['stop last', 'Error: stuck', 'stop first']);
});

test('a part that is still starting is stopped as soon as it is spawned', async () => {
  const { done, parts, stops } = setUp();
  const prepared = Promise.withResolvers<void>();
  const spawned = parts.start(async () => {
    await prepared.promise;
    parts.onStop(stops('late'));
  });
  parts.onStop(stops('early'));
  const stopped = parts.stop();
  prepared.resolve();
  await Promise.all([stopped, spawned]);
  expect(done).toEqual(['stop early', 'stop late']);
});

test('a start can tell that it is to begin nothing more', async () => {
  const { done, parts } = setUp();
  const prepared = Promise.withResolvers<void>();
  const outcome = parts
    .start(async () => {
      await prepared.promise;
      parts.signal.throwIfAborted();
      done.push('spawned');
    })
    .catch((error: Error) => error.message);
  const stopped = parts.stop();
  prepared.resolve();
  await stopped;
  expect(await outcome).toBe('Stopped while starting');
  expect(done).toEqual([]);
});

import { MockActivityEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withHeartbeat } from '../../activities/heartbeat.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('work that hangs although it was cancelled is left behind, and nothing of it is kept alive', async () => {
  const environment = new MockActivityEnvironment();
  let beats = 0;
  environment.on('heartbeat', () => beats++);
  const outcome = environment
    .run(() => withHeartbeat(() => new Promise<never>(() => undefined)))
    .catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(6000);
  expect(beats).toBe(2);
  environment.cancel('CANCELLED');
  await vi.advanceTimersByTimeAsync(5000);
  expect(await outcome).toContain('left behind');
  const then = beats;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(beats).toBe(then);
});

test('work that ends by itself is not hurried, and what it meets is what is told', async () => {
  const environment = new MockActivityEnvironment();
  const work = (signal: AbortSignal) =>
    new Promise<string>((done) => signal.addEventListener('abort', () => setTimeout(() => done('in time'), 4000)));
  const outcome = environment.run(() => withHeartbeat(work));
  await vi.advanceTimersByTimeAsync(1);
  environment.cancel('CANCELLED');
  await vi.advanceTimersByTimeAsync(4000);
  expect(await outcome).toBe('in time');
  await expect(
    new MockActivityEnvironment().run(() => withHeartbeat(() => Promise.reject(new Error('broken')))),
  ).rejects.toThrow('broken');
});

import { afterEach, expect, test, vi } from 'vitest';
import { createStanding, PartFault } from './standing.ts';

afterEach(() => void vi.useRealTimers());

test('drivers speak to operators only, our own words to everybody', async () => {
  const standing = createStanding(
    {
      postgres: async () => {
        throw new Error('password authentication failed for user "handoff" at 10.0.0.7:5432\nmore');
      },
      slack: async () => {
        throw Object.assign(new Error(''), { code: 'ECONNREFUSED' });
      },
      temporal: async () => {
        throw new PartFault('lacks the search attributes HandoffStatus');
      },
      feed: async () => undefined,
    },
    ['postgres'],
  );
  expect(await standing(false)).toEqual({
    status: 'unavailable',
    parts: {
      postgres: 'not reachable',
      slack: 'not reachable',
      temporal: 'lacks the search attributes HandoffStatus',
      feed: 'ok',
    },
  });
  expect((await standing(true)).parts).toEqual({
    postgres: 'password authentication failed for user "handoff" at 10.0.0.7:5432',
    slack: 'ECONNREFUSED',
    temporal: 'lacks the search attributes HandoffStatus',
    feed: 'ok',
  });
});

test('many who ask within five seconds are one look', async () => {
  vi.useFakeTimers();
  let looks = 0;
  let well = true;
  const slack = async () => {
    looks++;
    if (!well) throw new Error('down');
  };
  const standing = createStanding({ slack }, []);
  await Promise.all(Array.from({ length: 50 }, () => standing(false)));
  well = false;
  vi.advanceTimersByTime(4999);
  expect((await standing(true)).status).toBe('ok');
  expect(looks).toBe(1);
  vi.advanceTimersByTime(1);
  expect((await standing(false)).status).toBe('degraded');
  expect(looks).toBe(2);
});

test('a part that does not answer is a fault of its own', async () => {
  vi.useFakeTimers();
  const answer = createStanding({ temporal: () => new Promise(() => undefined) }, [])(false);
  await vi.advanceTimersByTimeAsync(2000);
  expect((await answer).parts.temporal).toBe('no answer within 2000 ms');
});

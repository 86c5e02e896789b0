import { expect, test } from 'vitest';
import { NoSlotYetError, pausePace, waitForSlot } from '../../src/delivery/pacer.ts';
import { testDatabase } from '../support/database.ts';

const pace = { key: 'slack:test:C1', intervalMs: 1000, burst: 3 };

test('background posts take only slots that are free now, and leave the queue to the live', async () => {
  const { db } = await testDatabase();
  const background = () => waitForSlot(db, pace, 'background');
  for (let i = 0; i < 3; i++) await background();
  for (let i = 0; i < 20; i++) await expect(background()).rejects.toThrow(NoSlotYetError);
  const asked = performance.now();
  await waitForSlot(db, pace, 'live');
  expect(performance.now() - asked).toBeLessThan(1500);
});

test('a limit that the channel told holds for everybody', async () => {
  const { db } = await testDatabase();
  await pausePace(db, pace, 60_000);
  const refused = await waitForSlot(db, pace, 'live').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(NoSlotYetError);
  expect((refused as NoSlotYetError).retryInMs).toBeGreaterThan(55_000);
});

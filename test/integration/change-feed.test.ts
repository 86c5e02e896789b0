import { expect, onTestFinished, test } from 'vitest';
import { announceChange, listenForChanges } from '../../src/db/change-feed.ts';
import { testDatabase } from '../support/database.ts';
import { startTripwire } from '../support/tripwire.ts';
import { until } from '../support/until.ts';

test('a LISTEN that is never answered is given up and made anew', async () => {
  const { db, url } = await testDatabase();
  const database = new URL(url);
  const wire = await startTripwire({ host: database.hostname, port: Number(database.port) });
  database.port = String(wire.port);
  wire.silence(/listen conversation_changed/);
  const heard: string[] = [];
  const faults: unknown[] = [];
  const feed = listenForChanges({
    url: database.toString(),
    heartbeatMs: 100,
    onChange: (conversationId) => heard.push(conversationId),
    onReconnect: () => undefined,
    onError: (error) => faults.push(error),
  });
  onTestFinished(async () => {
    await feed.stop();
    await wire.stop();
  });
  await until('the silence is noticed', () => faults.length > 0);
  expect(feed.listening).toBe(false);
  wire.silence(/nothing that is said/);
  await until('it listens', () => feed.listening);
  await announceChange(db, 'cv_1');
  await until('the change is heard', () => heard.includes('cv_1'));
});

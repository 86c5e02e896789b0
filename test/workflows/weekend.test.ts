import { afterAll, beforeAll, expect, test } from 'vitest';
import { teamHours } from '../../src/availability/team-hours.ts';
import { defaultSettings } from '../../src/contract/settings.schema.ts';
import type { Settings } from '../../src/contract/settings.ts';
import { admitted, createRig, ended, type Rig } from '../support/workflow-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.stop());

const nineToFive = [{ from: 540, to: 1020 }];
const office = (exceptions: NonNullable<Settings['availability']['schedule']>['exceptions']): Settings => ({
  ...defaultSettings,
  availability: {
    ...defaultSettings.availability,
    schedule: {
      zone: 'America/New_York',
      days: {
        monday: nineToFive,
        tuesday: nineToFive,
        wednesday: nineToFive,
        thursday: nineToFive,
        friday: nineToFive,
      },
      exceptions,
      holidays: null,
    },
  },
});

/** A Friday evening before a weekend on which New York's clocks change. */
const asked = new Date('2026-10-30T22:00:00Z');

/**
 * Asked on that Friday; days pass on the test server's clock. Admission reads the hours as the real one does, at the instant
 * that has come by then. `edit` is what the admin has saved before the n-th look. Answers with when a place was given.
 */
const openingOf = async (edit: (look: number) => Settings, afterFirstLook?: Parameters<Rig['run']>[1]) => {
  const looked = Promise.withResolvers<void>();
  const begun = await rig.environment.currentTimeMs();
  let opened: Date | undefined;
  await rig.run(
    {
      admit: async (look) => {
        looked.resolve();
        const now = new Date(asked.getTime() + ((await rig.environment.currentTimeMs()) - begun));
        const hours = teamHours(edit(look), now);
        if (hours.state === 'closed') {
          const dueInMs = (hours.opensAt?.getTime() ?? 0) - now.getTime();
          return { ...admitted, admitted: false, status: 'scheduled', clock: 'opening', dueInMs };
        }
        opened = now;
        return admitted;
      },
      openThread: () => ended('agent_ended'),
      closeThread: () => ended('agent_ended', true),
    },
    afterFirstLook && ((handle) => looked.promise.then(() => afterFirstLook(handle))),
  );
  return opened;
};
/** The timer is armed from when the look's answer has come back. */
const expectOpening = (at: Date | undefined, wanted: string) => {
  const late = ((at?.getTime() ?? 0) - Date.parse(wanted)) / 1000;
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(5);
};

test('asked before a weekend on which the clocks change: connected on Monday at nine by the new clock', async () => {
  expectOpening(await openingOf(() => office([])), '2026-11-02T14:00:00Z');
});

test('a holiday that is added meanwhile moves the opening, and the question waits for the next day', async () => {
  const monday = { from: '2026-11-02', to: '2026-11-02', label: 'Inventory', ranges: [] };
  const opened = await openingOf((look) => office(look === 1 ? [] : [monday]));
  expectOpening(opened, '2026-11-03T14:00:00Z');
});

test('hours that are saved earlier ring, and the earlier opening is not missed', async () => {
  const saturday = { from: '2026-10-31', to: '2026-10-31', label: 'Sale', ranges: [{ from: 600, to: 840 }] };
  const opened = await openingOf(
    (look) => office(look === 1 ? [] : [saturday]),
    (handle) => rig.ring(handle),
  );
  expectOpening(opened, '2026-10-31T14:00:00Z');
});

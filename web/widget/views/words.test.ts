import { expect, test } from 'vitest';
import type { LiveAgentOffer } from '../../../src/contract/conversation-state.ts';
import { openingTime } from './words.ts';

const offer = (zone: string, asOf: string): LiveAgentOffer => ({
  enabled: true,
  button: true,
  buttonText: 'Talk to a Human',
  contactForm: true,
  availability: 'closed',
  askWhenOpen: true,
  mail: true,
  zone,
  asOf,
});
/** The test runs in whatever zone the machine has; what is asserted is what the team's side says. */
const says = (opensAt: string, zone: string, asOf: string) =>
  openingTime(opensAt, offer(zone, asOf)).replaceAll('\u202f', ' ');

test('an opening is said on the team clock, with the day as one says it', () => {
  const zone = 'America/New_York';
  expect(says('2026-01-05T14:00:00Z', zone, '2026-01-02T23:00:00Z')).toMatch(/^Monday 9:00/);
  expect(says('2026-02-05T14:00:00Z', zone, '2026-01-02T23:00:00Z')).toMatch(/^(February 5|5 February) 9:00/);
});

test('the customer clock is added where it says something else', () => {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(says('2026-01-05T14:00:00Z', own, '2026-01-05T13:59:00Z')).toMatch(/^today .*[^)]$/);
  expect(says('2026-01-05T14:00:00Z', 'Asia/Kathmandu', '2026-01-05T12:00:00Z')).toMatch(/^Monday 7:45.* \(your time /);
});

test('a zone that this browser does not know leaves the customer their own clock', () => {
  expect(says('2026-01-05T14:00:00Z', 'Mars/Olympus', '2026-01-05T12:00:00Z')).not.toContain('your time');
});

test('a customer for whom it is another day is told which', () => {
  // Half the world is on another date at each of these.
  const days = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((zone) =>
    says('2026-01-05T10:30:00Z', zone, '2026-01-05T02:00:00Z'),
  );
  expect(days.filter((words) => /your time \w+day /.test(words)).length).toBeGreaterThan(0);
});

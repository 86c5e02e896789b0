import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveAgentOffer } from '../../../src/contract/conversation-state.ts';
import { createAtChange } from './at-change.ts';

const asOf = '2030-05-10T08:00:00Z';
const after = (ms: number) => new Date(Date.parse(asOf) + ms).toISOString();
const offer = (change: Partial<LiveAgentOffer>): LiveAgentOffer => ({
  enabled: true,
  button: true,
  buttonText: 'Talk',
  contactForm: true,
  availability: 'closed',
  askWhenOpen: true,
  mail: false,
  asOf,
  ...change,
});
const hour = 3_600_000;

const ask = vi.fn();
// The device's own clock is wrong by years: what counts is what lies between the server's instants.
beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  vi.useRealTimers();
  ask.mockReset();
});

test('asks soon after the change, once, and not before', () => {
  createAtChange(ask).arm(offer({ opensAt: after(hour) }));
  vi.advanceTimersByTime(hour);
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3000);
  expect(ask).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100 * hour);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('closing is a change as well; without one nothing is asked', () => {
  const atChange = createAtChange(ask);
  atChange.arm(offer({ availability: 'open' }));
  vi.advanceTimersByTime(1000 * hour);
  expect(ask).not.toHaveBeenCalled();
  atChange.arm(offer({ availability: 'open', closesAt: after(hour) }));
  vi.advanceTimersByTime(hour + 3000);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('what is far off is asked for each day, until it is there', () => {
  let passed = 0;
  const atChange = createAtChange(() => {
    ask();
    passed += 24 * hour;
    if (passed < 60 * hour) atChange.arm(offer({ asOf: after(passed), opensAt: after(60 * hour) }));
  });
  atChange.arm(offer({ opensAt: after(60 * hour) }));
  vi.advanceTimersByTime(24 * hour - 1);
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ask).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(36 * hour - 1);
  expect(ask).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(3000);
  expect(ask).toHaveBeenCalledTimes(3);
});

test('armed anew it forgets what it waited for; stopped it never asks', () => {
  const atChange = createAtChange(ask);
  atChange.arm(offer({ opensAt: after(hour) }));
  atChange.arm(offer({ opensAt: after(2 * hour) }));
  vi.advanceTimersByTime(hour + 3000);
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(hour);
  expect(ask).toHaveBeenCalledTimes(1);
  atChange.arm(offer({ opensAt: after(hour) }));
  atChange.stop();
  vi.advanceTimersByTime(10 * hour);
  expect(ask).toHaveBeenCalledTimes(1);
});

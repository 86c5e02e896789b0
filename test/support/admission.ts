import type { AdmissionFindings } from '../../src/conversations/handoff-store.ts';

/** What admission finds when nothing is limited. */
export const openForAll: AdmissionFindings = {
  availability: 'open',
  atClosing: 'end',
  limit: null,
  perAgent: null,
  agents: null,
  queues: false,
  channel: 'C0CUSTOMERS',
  settingsVersion: 1,
};

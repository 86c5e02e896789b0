import type { ContactDeliveryKind } from '../src/contract/contact-delivery.ts';

export type DeliveryState = 'trying' | 'settled' | 'undelivered';

const targets: Record<ContactDeliveryKind, string> = {
  channel: 'Agent channel',
  email: 'E-mail to the team',
  webhook: 'Webhook',
  answer: 'Answer to the customer',
};
const states: Record<DeliveryState, string> = {
  trying: 'being delivered; tried again for three days',
  settled: 'done',
  undelivered: 'given up; an admin can send it again',
};

/** How each delivery stands, a line each, for operators. Says of whom and to whom nothing. */
export const describeDeliveries = (all: { kind: ContactDeliveryKind; state: DeliveryState }[]): string =>
  all.length === 0
    ? 'Looking what is to be delivered.'
    : all.map(({ kind, state }) => `- ${targets[kind]}: ${states[state]}`).join('\n');

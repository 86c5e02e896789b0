import { type ActivityOptions, proxyActivities } from '@temporalio/workflow';
import type { EveryActivity } from '../activities/index.ts';
import type { ContactDeliveryKind } from '../src/contract/contact-delivery.ts';

/** `summary`: what an operator reads in the timeline. */
const proxy = <K extends keyof EveryActivity>(name: K, options: ActivityOptions, summary: string): EveryActivity[K] =>
  proxyActivities<EveryActivity>({ ...options, summary })[name];

/**
 * Faults of the agent channel come back as results, so what Temporal retries is a database or a worker that is away.
 * A handoff that can't reach its own row for a day fails and is ended by the sweeper.
 */
const whileAway = { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' } as const;
const look: ActivityOptions = {
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '1 day',
  heartbeatTimeout: '6s',
  retry: whileAway,
};
/** Posts that outlive the handoff: retried for three days. */
const lastingPost: ActivityOptions = {
  startToCloseTimeout: '60s',
  scheduleToCloseTimeout: '3 days',
  heartbeatTimeout: '6s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
};
const note: ActivityOptions = { startToCloseTimeout: '15s', scheduleToCloseTimeout: '1 day', retry: whileAway };

export const admit = proxy('admit', look, 'Is the team there, and is a place free?');
export const openThread = proxy('openThread', look, 'Post the card and the conversation so far');
export const attend = proxy('attend', look, 'Deliver what waits, show who has it');
export const checkClocks = proxy('checkClocks', look, 'Is a clock really due?');
export const endHandoff = proxy('endHandoff', look, "End it in an operator's name");

export const closeThread = proxy('closeThread', lastingPost, 'Last messages, the card, a closing line');
export const giveUpThread = proxy('giveUpThread', note, 'The thread can not be told of the end');

const deliver = (summary: string) => proxy('deliverContact', lastingPost, summary);
const deliverTo: Record<ContactDeliveryKind, EveryActivity['deliverContact']> = {
  channel: deliver('Post it to the agent channel'),
  email: deliver('Mail it to the team'),
  webhook: deliver('Call the webhook'),
  answer: deliver("Mail an agent's answer to the customer"),
};
export const deliverContact = (id: string, kind: ContactDeliveryKind) => deliverTo[kind](id);
export const lookAtContactRequest = proxy('lookAtContactRequest', note, 'What is to be delivered?');
export const giveUpContactDelivery = proxy('giveUpContactDelivery', note, 'Mark it as undelivered');
export const showContactCard = proxy('showContactCard', lastingPost, 'Show on the card how it stands');

export const deliverContactRequest = proxy('deliverContactRequest', lastingPost, 'Pass it to the deliveries');
export const giveUpContactRequest = proxy('giveUpContactRequest', note, 'Nothing more to do');

export const mailCustomer = proxy('mailCustomer', lastingPost, 'Mail the customer what they are not there to read');
export const giveUpCustomerMail = proxy('giveUpCustomerMail', note, 'Tell the agents that it was not mailed');

export const postNotice = proxy('postNotice', lastingPost, 'Tell the agent');

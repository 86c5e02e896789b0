/** Where a contact request goes, and an agent's answer to it: mail to the customer. */
export const contactDeliveryKinds = ['channel', 'email', 'webhook', 'answer'] as const;
export type ContactDeliveryKind = (typeof contactDeliveryKinds)[number];

/** A delivery that waits, as its workflow knows it: an id and nothing personal. */
export type OpenDelivery = { id: string; kind: ContactDeliveryKind };

/** What is to be done for a contact request now. */
export type ContactWork = { deliveries: OpenDelivery[]; showCard: boolean };

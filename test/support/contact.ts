import { randomUUID } from 'node:crypto';
import type { Customer, createAgents } from './people.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

export const filledForm = {
  name: 'Ann',
  email: 'ann@example.com',
  message: 'Can you ship 20 kg?',
};

/** A customer sends the form; the id of the request. */
export const sendForm = async (customer: Customer, values: object = {}): Promise<string> => {
  const form = { clientId: randomUUID(), ...filledForm, ...values };
  const { status, body } = await customer.post<{ contactRequestId: string }>('/contact-requests', form);
  if (status >= 300) throw new Error(`The form was answered with ${status}: ${JSON.stringify(body)}`);
  return body.contactRequestId;
};

/** The card of a contact request, as it stands. */
export const contactCard = (agents: ReturnType<typeof createAgents>, id: string, limitMs?: number) =>
  until(
    'the card',
    async () => (await agents.messages()).find((m) => m.metadata?.event_payload.key === `contact-request/${id}/card`),
    limitMs,
  );

export const deliveriesOf = (world: Pick<World, 'db'>, id: string) =>
  world.db
    .selectFrom('contact_deliveries')
    .selectAll()
    .where('contact_request_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** Waits until each delivery of a request is settled; how they ended, by kind. */
export const settled = async (world: Pick<World, 'db'>, id: string, limitMs?: number): Promise<string[]> =>
  until(
    'the deliveries are settled',
    async () => {
      const all = await deliveriesOf(world, id);
      return (
        all.length > 0 &&
        all.every(({ state }) => state !== 'pending') &&
        all.map(({ kind, state }) => `${kind} ${state}`)
      );
    },
    limitMs,
  );

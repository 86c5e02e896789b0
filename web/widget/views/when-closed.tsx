import type { HandoffView, LiveAgentOffer } from '../../../src/contract/conversation-state.ts';
import { openingText, openingTime } from './words.ts';

/** Said before anybody asks: a person is not to be had now. */
export const ClosedLine = ({ offer }: { offer: LiveAgentOffer }) => (
  <p class="closed" role="status">
    {openingText(offer)}
  </p>
);

/** Asked and found closed: the hours in the admin's words, and when the team is back. */
export const ClosedNotice = ({ offer }: { offer: LiveAgentOffer }) => (
  <>
    {offer.hoursText && <p class="hours">{offer.hoursText}</p>}
    {offer.availability === 'closed' ? <p>{openingText(offer)}</p> : <p>Our team is here again.</p>}
  </>
);

/** A request that waits for the opening. */
export const ScheduledNotice = ({ offer, handoff }: { offer: LiveAgentOffer; handoff: HandoffView }) => (
  <p role="status">
    We will connect you {handoff.opensAt ? openingTime(handoff.opensAt, offer) : 'when our team opens'}. The assistant
    helps meanwhile, and the team reads what you write.
  </p>
);

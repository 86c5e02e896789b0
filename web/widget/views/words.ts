import type { LiveAgentOffer } from '../../../src/contract/conversation-state.ts';
import type { SystemEvent } from '../../../src/contract/entry.ts';
import type { EndReason } from '../../../src/contract/handoff.ts';

const ends: Record<EndReason, string> = {
  agent_ended: 'The session was ended by our team.',
  customer_ended: 'You ended the session.',
  customer_left: 'The session ended because you left.',
  inactivity: 'The session ended because nobody wrote for a while.',
  no_agent_response: 'Nobody could answer in time. We are sorry.',
  outside_hours: 'Our team is not there right now.',
  agents_busy: 'Nobody from our team is free right now.',
  channel_unreachable: 'We could not reach our team just now.',
  disconnected: 'The session was interrupted by a fault on our side.',
  cancelled_by_operator: 'The session was ended.',
};

/** The time of day by the customer's own clock. */
const clockTime = (at: Date): string => at.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });

/** Day and time of an instant on the clock of a zone (none: the customer's own), as one says it at `now`. */
const dayAndTime = (at: Date, now: Date, timeZone?: string) => {
  const zone = timeZone ? { timeZone } : {};
  const dateOf = (date: Date) => date.toLocaleDateString('en-CA', zone);
  const days = Math.round((Date.parse(dateOf(at)) - Date.parse(dateOf(now))) / 86_400_000);
  return {
    date: dateOf(at),
    days,
    day: at.toLocaleDateString([], {
      ...(days >= 0 && days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' }),
      ...zone,
    }),
    time: at.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit', ...zone }),
  };
};
const soon = ['today', 'tomorrow'];

/** The zone, if this browser knows it: the server's zone data may be newer. */
const known = (zone: string | undefined): string | undefined => {
  try {
    return zone && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
};

/** When the team opens, on its own clock and on the customer's where that differs: "Monday 9:00 (your time 15:00)". */
export const openingTime = (opensAt: string, { zone, asOf }: LiveAgentOffer): string => {
  const [at, now] = [new Date(opensAt), new Date(asOf)];
  const theirs = dayAndTime(at, now, known(zone));
  const yours = dayAndTime(at, now);
  if (theirs.date === yours.date && theirs.time === yours.time) return `${soon[yours.days] ?? yours.day} ${yours.time}`;
  // Where two calendars are in play, "tomorrow" is nobody's.
  const yourDay = theirs.date === yours.date ? '' : `${yours.day} `;
  return `${theirs.day} ${theirs.time} (your time ${yourDay}${yours.time})`;
};

export const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** A system line in the customer's words. `met`: a person had joined by then. */
export const eventText = (
  event: SystemEvent,
  { agentName, met, offer }: { agentName: (id: string) => string; met: boolean; offer: LiveAgentOffer },
): string => {
  switch (event.type) {
    case 'handoff_requested':
      return 'Connecting you with a human...';
    case 'handoff_scheduled':
      return `We will connect you when our team opens: ${openingTime(event.opensAt, offer)}.`;
    case 'handoff_queued':
      return 'Nobody is free right now. You are in the queue.';
    case 'team_opened':
      return 'Our team is here now. Connecting you with a human...';
    case 'agent_joined':
      return `${agentName(event.agentId)} joined`;
    case 'inactivity_warning':
      return `Are you still there? This session ends at ${clockTime(new Date(event.endsAt))} unless somebody writes.`;
    case 'handoff_ended': {
      if (event.reason === 'customer_ended' && !met) return 'You took your request back. The assistant is here.';
      const missed = event.undelivered ? ' They may not have read your last message.' : '';
      return `${ends[event.reason]}${missed} The assistant is back.`;
    }
    case 'message_edited':
    case 'message_deleted':
    case 'contact_request':
    case 'contact_answer':
      return '';
  }
};

/** After the form was sent: where the answer will come. */
export const thanks = (email: string | undefined): string =>
  `Thank you, we have your message. We will answer ${email ? `to ${email}` : 'here in the chat'}.`;

/** Beside an agent's answer to the contact form. */
export const answerNote = (mailed: boolean): string =>
  `In answer to the message that you left us${mailed ? '; also sent to you by e-mail' : ''}.`;

/** When the team is back, for a customer who finds it closed. */
export const openingText = (offer: LiveAgentOffer): string =>
  offer.opensAt ? `Our team is back ${openingTime(offer.opensAt, offer)}.` : 'Please check back later.';

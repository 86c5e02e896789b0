import { createHmac, randomUUID } from 'node:crypto';
import type { Faults } from './faults.ts';
import { asView, type View } from './home.ts';
import type { Member, Message } from './model.ts';
import type { Pending, PendingEvent } from './pending.ts';
import { app, team } from './seed.ts';

export type Delivery = { url: string; secret: string; retryDelaysMs: number[] };

/** Slack's own retries: at once, after a minute, after five (docs.slack.dev, Events API). */
export const slackRetryDelaysMs = [0, 60_000, 300_000];
const answerLimitMs = 3000;
const mostPending = 2000;

export const sign = (secret: string, body: string, seconds = Math.floor(Date.now() / 1000)) => ({
  'X-Slack-Request-Timestamp': String(seconds),
  'X-Slack-Signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`,
});

/**
 * Delivers events to the app as Slack does: signed, within 3 s or again, in no promised order. What is on its way when
 * the sandbox stops goes on after the next start.
 */
export const createEvents = (delivery: Delivery, faults: Faults, pending: Pending) => {
  const timers = new Set<NodeJS.Timeout>();
  const counts = { delivered: 0, retried: 0, givenUp: 0 };
  let held: string[] = [];
  let stopped = false;

  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  const post = async (body: string, retry: number, reason: string): Promise<'ok' | 'no_retry' | string> => {
    try {
      const response = await fetch(delivery.url, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': 'application/json',
          ...sign(delivery.secret, body),
          ...(retry > 0 && { 'X-Slack-Retry-Num': String(retry), 'X-Slack-Retry-Reason': reason }),
        },
        signal: AbortSignal.timeout(answerLimitMs),
      });
      if (response.ok) return 'ok';
      return response.headers.get('x-slack-no-retry') === '1' ? 'no_retry' : 'http_error';
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'http_timeout' : 'connection_failed';
    }
  };

  const attempt = async (event: PendingEvent): Promise<void> => {
    const outcome = await post(event.body, event.retry, event.reason);
    if (stopped) return;
    const delay = delivery.retryDelaysMs[event.retry];
    if (outcome === 'ok' || outcome === 'no_retry' || delay === undefined) {
      counts[outcome === 'ok' ? 'delivered' : 'givenUp']++;
      pending.done(event.id);
      return;
    }
    counts.retried++;
    const next = { ...event, retry: event.retry + 1, reason: outcome, due: Date.now() + delay };
    pending.put(next);
    later(delay, () => void attempt(next));
  };

  const begin = (body: string): void => {
    if (pending.size >= mostPending) {
      counts.givenUp++;
      return;
    }
    const event = { id: randomUUID(), body, retry: 0, reason: '', due: Date.now() };
    pending.put(event);
    void attempt(event);
  };
  for (const event of pending.all()) later(Math.max(0, event.due - Date.now()), () => void attempt(event));

  const envelope = (event: object): string =>
    JSON.stringify({
      token: 'sandbox',
      team_id: team.id,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: app.botUser, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: 'sandbox',
    });

  return {
    counts,
    send(event: object): void {
      const body = envelope(event);
      const fault = faults.forEvent();
      if (fault?.kind === 'reorder') held.push(body);
      else if (fault?.kind === 'delay') later(fault.delayMs, () => begin(body));
      else if (fault?.kind === 'drop_first') later(delivery.retryDelaysMs[0] ?? 0, () => begin(body));
      else {
        begin(body);
        if (fault?.kind === 'duplicate') begin(body);
        if (fault?.kind === 'new_id') begin(envelope(event));
        const waiting = held;
        held = [];
        for (const earlier of waiting) later(200, () => begin(earlier));
      }
    },
    /**
     * Asks the app to prove that the URL is its own, as Slack does before it sends events there: by a signed challenge
     * which must come back.
     */
    async verifyUrl(): Promise<boolean> {
      const challenge = randomUUID();
      const body = JSON.stringify({ token: 'sandbox', challenge, type: 'url_verification' });
      try {
        const response = await fetch(delivery.url, {
          method: 'POST',
          body,
          headers: { 'Content-Type': 'application/json', ...sign(delivery.secret, body) },
          signal: AbortSignal.timeout(answerLimitMs),
        });
        const answer = await response.text();
        return response.ok && (answer === challenge || answer.includes(`"${challenge}"`));
      } catch {
        // The app is away, which the page says.
        return false;
      }
    },
    stop(): void {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
};
export type Events = ReturnType<typeof createEvents>;

const shown = (message: Message) => {
  const { deleted: _, metadata: __, ...rest } = message;
  return { ...rest, team: team.id };
};

/** The event that a new message causes. */
export const messageEvent = (message: Message, parent: Message | undefined, isPrivate: boolean) => ({
  ...shown(message),
  ...(parent && { parent_user_id: parent.user }),
  channel_type: isPrivate ? 'group' : 'channel',
  event_ts: message.ts,
});

export const changedEvent = (message: Message, previous: Message, parent: Message | undefined, ts: string) => ({
  type: 'message',
  subtype: 'message_changed',
  hidden: true,
  channel: message.channel,
  ts,
  event_ts: ts,
  message: { ...shown(message), ...(parent && { parent_user_id: parent.user }) },
  previous_message: shown(previous),
});

export const deletedEvent = (message: Message, parent: Message | undefined, ts: string) => ({
  type: 'message',
  subtype: 'message_deleted',
  hidden: true,
  channel: message.channel,
  ts,
  event_ts: ts,
  deleted_ts: message.ts,
  previous_message: { ...shown(message), ...(parent && { parent_user_id: parent.user }) },
});

/** A person opened the app's home tab; `view` is what they saw there before. */
export const homeOpenedEvent = (member: Member, view: View | undefined) => ({
  type: 'app_home_opened',
  user: member.id,
  channel: member.id.replace('U', 'D'),
  event_ts: String(Date.now() / 1000),
  tab: 'home',
  ...(view && { view: asView(view) }),
});

import type { ContactRequest, FormSending, SubmittedForm } from '../state/form-sending.ts';
import { isBarred, Refused } from './api.ts';
import type { KeptStore } from './kept.ts';
import { growingWait, pause } from './waits.ts';

const firstRetryMs = 1000;
const longestRetryMs = 60_000;

/** Whether asking again can change the answer. */
const mayPass = (error: unknown): boolean =>
  !(error instanceof Refused) || error.status === 429 || error.status >= 500 || isBarred(error);

/**
 * Sends the form until the server has it: what was submitted is kept on the device, tried again with growing waits and when
 * the device is online again, and goes on after a reload. All tabs send what the device keeps, under the same id, so that it
 * matters not which of them is closed; each shows what became of it.
 */
export const createContactSender = (options: {
  kept: Pick<KeptStore, 'get' | 'set'>;
  send: (request: ContactRequest) => Promise<void>;
  show: (sending: FormSending) => void;
  stopped: () => boolean;
}) => {
  const { kept, send, stopped } = options;
  let running = false;
  let begun = false;
  let hurry: (() => void) | undefined;
  let shown: FormSending = { is: 'idle' };

  const outbox = (): SubmittedForm[] => kept.get().formOutbox ?? [];
  const find = (forms: SubmittedForm[], { clientId }: ContactRequest) =>
    forms.find(({ request }) => request.clientId === clientId);
  const show = (sending: FormSending) => {
    shown = sending;
    options.show(sending);
  };

  let seen = outbox();
  /** Shows what became of the forms, in this tab or another. */
  const look = (): void => {
    const before = seen;
    seen = outbox();
    // Only what the server has leaves the outbox, unless the customer mends it or the whole conversation is forgotten.
    const sent = before.find(({ request, refused }) => !refused && !find(seen, request));
    if (sent && kept.get().resume) show({ is: 'sent', email: sent.request.email });
    else if (shown.is !== 'sent' && seen.every(({ refused }) => refused)) show({ is: 'idle' });
  };

  const refuse = (request: ContactRequest, { message, fields }: Refused): void =>
    kept.set({
      formOutbox: outbox().map((form) =>
        form.request.clientId === request.clientId ? { request, refused: { message, fields } } : form,
      ),
    });

  const wait = async (failures: number, error: unknown): Promise<void> => {
    const told = error instanceof Refused ? error.retryAfterMs : 0;
    const hurried = new Promise<void>((resolve) => {
      hurry = resolve;
    });
    await Promise.race([pause(Math.max(growingWait(failures, firstRetryMs, longestRetryMs), told)), hurried]);
  };

  const run = async (): Promise<void> => {
    begun = true;
    if (running) return;
    running = true;
    for (let failures = 0; !stopped(); look()) {
      const request = outbox().find(({ refused }) => !refused)?.request;
      if (!request) break;
      // Known before it can leave, also when another tab is faster.
      seen = outbox();
      show({ is: 'sending' });
      try {
        await send(request);
        failures = 0;
        kept.set({
          formOutbox: outbox().filter((form) => form.request.clientId !== request.clientId),
          formOpen: undefined,
        });
      } catch (error) {
        if (!mayPass(error)) refuse(request, error as Refused);
        else if (find(outbox(), request)) {
          show({ is: 'waiting' });
          await wait(failures++, error);
        }
      }
    }
    running = false;
  };

  return {
    /** Goes on with what was submitted before the page was left. */
    resume: (): void => void run(),
    /** Sends what the outbox holds, at once also when it waits for its next try. */
    submit(): void {
      hurry?.();
      void run();
    },
    /** Another tab has changed what is kept. What it submitted it has time to send itself. */
    follow(): void {
      look();
      if (begun && !running && seen.some(({ refused }) => !refused))
        void pause(growingWait(1, firstRetryMs, longestRetryMs)).then(run);
    },
  };
};

import type { ContactRequest, FormSending } from '../state/form-sending.ts';
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
 * the device is online again, and goes on after a reload.
 */
export const createContactSender = (options: {
  kept: KeptStore;
  send: (request: ContactRequest) => Promise<void>;
  show: (sending: FormSending) => void;
  stopped: () => boolean;
}) => {
  const { kept, send, show, stopped } = options;
  let running = false;
  let hurry: (() => void) | undefined;

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let failures = 0; !stopped(); failures++) {
      const request = kept.get().form?.submitted;
      if (!request) break;
      show({ is: 'sending' });
      try {
        await send(request);
        kept.set({ form: undefined });
        show({ is: 'sent', email: request.email });
      } catch (error) {
        if (mayPass(error)) {
          show({ is: 'waiting' });
          const told = error instanceof Refused ? error.retryAfterMs : 0;
          const hurried = new Promise<void>((resolve) => {
            hurry = resolve;
          });
          await Promise.race([pause(Math.max(growingWait(failures, firstRetryMs, longestRetryMs), told)), hurried]);
          continue;
        }
        const { form } = kept.get();
        if (form) kept.set({ form: { ...form, submitted: undefined } });
        const { message, fields } = error as Refused;
        show({ is: 'refused', message, fields });
      }
      break;
    }
    running = false;
  };

  return {
    /** Goes on with what was submitted before the page was left. */
    resume: (): void => void run(),
    /** Sends what `kept.form.submitted` holds, at once also when it waits for its next try. */
    submit(): void {
      hurry?.();
      void run();
    },
  };
};

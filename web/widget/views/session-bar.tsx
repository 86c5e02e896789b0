import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { contactFormReasons } from '../../../src/contract/handoff.ts';
import type { Chat } from '../client/chat.ts';
import type { ViewState } from '../state/view-state.ts';
import { ContactForm } from './contact-form.tsx';
import { Portrait } from './message-list.tsx';
import { Reach } from './reach.tsx';
import { ClosedLine, ClosedNotice, ScheduledNotice } from './when-closed.tsx';
import { duration, thanks } from './words.ts';

/** Above the composer: how it stands with people, and what the customer can do about it. */
export const SessionBar = ({ chat, view }: { chat: Chat; view: ViewState }) => {
  // A form that was half filled when the page was left is there again.
  const [form, setForm] = useState<'closed' | 'kept' | 'opened'>(chat.kept.get().formOpen ? 'kept' : 'closed');
  const [fault, setFault] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const conversation = view.conversation;
  if (!conversation) return null;
  const { handoff, offer } = conversation;
  /** The button that was pressed goes away; who works by keyboard goes on writing. */
  const toComposer = () => {
    const root = box.current?.getRootNode() as ShadowRoot | undefined;
    root?.querySelector<HTMLElement>('.composer textarea')?.focus();
  };
  const attempt = (work: () => Promise<void>) => {
    setFault('');
    work().then(toComposer, (error: unknown) =>
      setFault(error instanceof Error ? error.message : 'That did not work. Please try again.'),
    );
  };
  const closeForm = () => {
    toComposer();
    chat.kept.set({ formOpen: undefined });
    chat.formDone();
    setForm('closed');
  };
  const openForm = () => {
    // What was sent meanwhile is thanked for elsewhere.
    chat.formDone();
    setForm('opened');
  };
  // Who is with people, or about to be, has no use for it; what was typed is kept.
  const peopleCome = handoff?.status === 'requested' || handoff?.status === 'waiting' || handoff?.status === 'active';
  if (form !== 'closed' && offer.contact && !peopleCome)
    return (
      <div class="session-form" ref={box}>
        <ContactForm chat={chat} form={offer.contact} takeFocus={form === 'opened'} onClose={closeForm} />
      </div>
    );

  const ask = (
    <button type="button" class="primary" onClick={() => attempt(() => chat.requestHandoff())}>
      {offer.buttonText}
    </button>
  );
  const leaveMessage = offer.contactForm && (
    <button type="button" onClick={openForm}>
      Leave a message
    </button>
  );
  const closed = offer.availability === 'closed';
  const askWhenOpen = closed && offer.opensAt && offer.askWhenOpen && offer.button && (
    <button type="button" onClick={() => attempt(() => chat.requestHandoff('schedule'))}>
      Ask the team when they open
    </button>
  );
  const shown = (() => {
    switch (handoff?.status) {
      case 'requested':
      case 'waiting':
        return (
          <>
            <p role="status">
              <span class="spinner" aria-hidden="true" /> Connecting you with a human...{' '}
              <Elapsed since={Date.parse(handoff.waitsSince) - view.clockSkewMs} />
            </p>
            {closed && <ClosedLine offer={offer} />}
            {handoff.opensAt && offer.mail && conversation.customerEmail && (
              <p class="faint">You need not wait here: we write to {conversation.customerEmail}.</p>
            )}
            <button type="button" onClick={() => attempt(chat.cancel)}>
              Cancel
            </button>
          </>
        );
      case 'queued':
        return (
          <>
            <p role="status">Nobody is free right now. You are number {handoff.queuePlace ?? 1} in the queue.</p>
            {closed && <ClosedLine offer={offer} />}
            <div class="buttons">
              <From at={Date.parse(handoff.formOfferedAt ?? handoff.requestedAt) - view.clockSkewMs}>
                {leaveMessage}
              </From>
              <button type="button" onClick={() => attempt(chat.cancel)}>
                Leave the queue
              </button>
            </div>
          </>
        );
      case 'scheduled':
        return (
          <>
            <ScheduledNotice offer={offer} handoff={handoff} />
            {offer.mail && <Reach chat={chat} known={conversation.customerEmail} />}
            <button type="button" onClick={() => attempt(chat.cancel)}>
              Take it back
            </button>
          </>
        );
      case 'active': {
        // Who wrote or joined last is who the customer is with.
        const last = view.entries.findLast((entry) => entry.handoffId === handoff.id && entry.agentId);
        const agent = conversation.agents.find((a) => a.id === (last?.agentId ?? handoff.agentId));
        return (
          <>
            <p role="status">
              <Portrait name={agent?.name ?? 'Agent'} url={agent?.avatarUrl} /> You are with {agent?.name ?? 'our team'}
            </p>
            <button type="button" onClick={() => attempt(chat.end)}>
              End chat
            </button>
          </>
        );
      }
      default: {
        const reason = handoff?.endReason;
        const helpless = reason !== undefined && contactFormReasons.includes(reason);
        const answered = view.entries.some((entry) => entry.event?.type === 'contact_answer');
        if (handoff?.contacted && !answered)
          return (
            <>
              <p role="status">{thanks(conversation.contact?.email)}</p>
              {askWhenOpen && <ClosedLine offer={offer} />}
              {closed ? askWhenOpen : offer.button && ask}
            </>
          );
        if (helpless && reason) {
          return (
            <>
              {(closed || reason === 'outside_hours') && <ClosedNotice offer={offer} />}
              <div class="buttons">
                {leaveMessage}
                {askWhenOpen}
                {!closed && offer.button && ask}
              </div>
            </>
          );
        }
        if (!offer.button) return null;
        return (
          <>
            {closed && <ClosedLine offer={offer} />}
            {ask}
          </>
        );
      }
    }
  })();
  if (!shown && !fault) return null;
  return (
    <div class="session" ref={box}>
      {shown}
      {fault && <p role="alert">{fault}</p>}
    </div>
  );
};

const Elapsed = ({ since }: { since: number }) => <span aria-hidden="true">{duration(useNow() - since)}</span>;

/** Shown from an instant on. */
const From = ({ at, children }: { at: number; children: ComponentChildren }) => <>{useNow() >= at && children}</>;

/** The time, each second. */
const useNow = (): number => {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

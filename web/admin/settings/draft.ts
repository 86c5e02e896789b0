import type { Schedule } from '../../../src/contract/schedule.ts';
import type { Settings } from '../../../src/contract/settings.ts';
import { type ContactDraft, contactDraftOf, contactToSave, plainDraft } from '../contact/contact-draft.ts';
import type { OwnDays } from '../hours/own-days.ts';

/** What the page edits of a workspace's settings. Numbers are as typed; an empty limit is none. */
export type Draft = ContactDraft & {
  text: string;
  zone: string;
  /** Of the zones that the text may mean, the one that was picked; counts while the text may mean it. */
  pickedZone: string | null;
  /** Special days that were set beside those of the text; null: as saved. */
  ownDays: OwnDays | null;
  /** Read the hours from the text although neither it nor the zone was changed. */
  fromText: boolean;
  contactForm: boolean;
  askWhenOpen: boolean;
  atClosing: 'end' | 'wait';
  maxLiveHandoffs: string;
  maxLivePerAgent: string;
  queue: boolean;
  queueTimeoutMinutes: string;
  queueFormAfterMinutes: string;
  presence: boolean;
};

export const draftOf = ({ businessHoursText, contactForm, contact, availability }: Settings): Draft => ({
  text: businessHoursText,
  zone: availability.zone,
  pickedZone: availability.schedule?.zone ?? null,
  ownDays: null,
  fromText: false,
  contactForm,
  askWhenOpen: availability.askWhenOpen,
  atClosing: availability.atClosing,
  maxLiveHandoffs: String(availability.maxLiveHandoffs ?? ''),
  maxLivePerAgent: String(availability.maxLivePerAgent ?? ''),
  queue: availability.queue,
  queueTimeoutMinutes: String(availability.queueTimeoutMinutes),
  queueFormAfterMinutes: String(availability.queueFormAfterMinutes),
  presence: availability.presence,
  ...contactDraftOf(contact),
});

/** By value: lists are made anew with each change. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const plain = (draft: Draft): Draft => ({ ...draft, ...plainDraft(draft) });

/** The fields of a draft that do not mean what is saved, as typed. */
export const changesOf = (draft: Draft, saved: Settings): Partial<Draft> => {
  const before = plain(draftOf(saved));
  const meant = plain(draft);
  const names = Object.keys(draft) as (keyof Draft)[];
  return Object.fromEntries(
    names.filter((name) => !isSame(meant[name], before[name])).map((name) => [name, draft[name]]),
  );
};

const limit = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed));

/** The settings to save: those that were read, with what the draft and the schedule say. */
export const settingsOf = (draft: Draft, saved: Settings, schedule: Schedule | null): Settings => ({
  ...saved,
  businessHoursText: draft.text,
  contactForm: draft.contactForm,
  contact: contactToSave(draft, saved.contact),
  availability: {
    ...saved.availability,
    zone: draft.zone,
    schedule,
    askWhenOpen: draft.askWhenOpen,
    atClosing: draft.atClosing,
    maxLiveHandoffs: limit(draft.maxLiveHandoffs),
    maxLivePerAgent: limit(draft.maxLivePerAgent),
    queue: draft.queue,
    queueTimeoutMinutes: Number(draft.queueTimeoutMinutes),
    queueFormAfterMinutes: Number(draft.queueFormAfterMinutes),
    presence: draft.presence,
  },
});

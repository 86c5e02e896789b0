import { sql } from 'kysely';
import { teamHours } from '../availability/team-hours.ts';
import type { ContactForm } from '../contract/contact-form.ts';
import type { ConversationState, LiveAgentOffer } from '../contract/conversation-state.ts';
import type { EndReason, HandoffStatus } from '../contract/handoff.ts';
import { storedSettings } from '../contract/settings.schema.ts';
import type { Settings } from '../contract/settings.ts';
import type { Db } from '../db/database.ts';
import type { Mailer } from '../mail/mailer.ts';

type Row = {
  mark: string;
  owner: 'assistant' | 'people';
  last_seq: number;
  customer_email: string | null;
  read_at: Date;
  hours_at: Date;
  settings: unknown;
  handoff_id: string | null;
  status: HandoffStatus;
  end_reason: EndReason | null;
  requested_at: Date;
  waits_since: Date;
  ended_at: Date | null;
  opens_at: Date | null;
  agent_id: string | null;
  delivered_seq: number | null;
  queue_place: number | null;
  queued_at: Date | null;
  contacted: boolean;
  contact: ConversationState['contact'] | null;
  agents: { id: string; name: string | null; hasAvatar: boolean }[] | null;
};

/** Customers see what is asked, not where it goes. */
const shownForm = ({ targets: _, ...form }: Settings['contact']): ContactForm => form;

/** What the workspace offers, its hours read at `at`; `mail`: mails can be sent. Without settings live agent is off. */
export const offerOf = (settings: Settings | null, at: Date, mail: boolean): LiveAgentOffer => {
  const asOf = at.toISOString();
  if (!settings?.enabled || settings.channel === null) {
    const nothing = { enabled: false, button: false, buttonText: '', contactForm: false, askWhenOpen: false };
    return { ...nothing, mail, availability: 'unknown', asOf };
  }
  const { schedule, askWhenOpen } = settings.availability;
  const hours = teamHours(settings, at);
  return {
    enabled: true,
    button: settings.manualHandoff,
    buttonText: settings.buttonText,
    contactForm: settings.contactForm,
    ...(settings.contactForm && { contact: shownForm(settings.contact) }),
    askWhenOpen,
    mail,
    asOf,
    availability: hours.state,
    ...(settings.businessHoursText.trim() !== '' && { hoursText: settings.businessHoursText }),
    ...(schedule && { zone: schedule.zone }),
    ...('opensAt' in hours && { opensAt: hours.opensAt.toISOString() }),
    ...('closesAt' in hours && { closesAt: hours.closesAt.toISOString() }),
  };
};

/** Of the handoff `h`: 1 is the next in line, counting those who asked before and were not looked at yet; null when it is not queued. */
const queuePlace = sql`case when h.status = 'queued' and h.admitted_at is null then (
  select count(*)::int from handoffs q where q.workspace_id = h.workspace_id
    and q.status in ('requested', 'scheduled', 'queued') and q.admitted_at is null
    and q.queue_number <= h.queue_number) end`;

/** Changes with all that is shown beside the entries: the handoff, and what the workspace offers. */
const mark = sql<string>`concat(h.id, ' ', h.status, ' ', coalesce(h.delivered_seq, 0), ' ', ${queuePlace}, ' ',
  (select max(version) from settings s where s.workspace_id = c.workspace_id), ' ', (select moved_at from trial_clock))`;

export type StateDeps = { db: Db; mailer: Pick<Mailer, 'ready'> };

/** The state of a conversation as its readers get it, in one query; undefined when there is no such conversation. */
export const readState = async (deps: StateDeps, conversationId: string): Promise<ConversationState | undefined> =>
  (await readStateAndMark(deps, conversationId))?.state;

/** The same, with the mark by which a reader knows that it is out of date. */
export const readStateAndMark = async (
  { db, mailer }: StateDeps,
  conversationId: string,
): Promise<{ state: ConversationState; mark: string } | undefined> => {
  const { rows } = await sql<Row>`
    select c.owner, c.last_seq, c.customer_email, clock_timestamp() as read_at, hours_now() as hours_at, s.data as settings,
      h.id as handoff_id, h.status, h.end_reason, h.requested_at, coalesce(h.admitted_at, h.requested_at) as waits_since, h.ended_at, h.opens_at, h.agent_id, h.delivered_seq,
      h.queued_at,
      ${queuePlace} as queue_place, ${mark} as mark,
      exists (select 1 from contact_requests r where r.handoff_id = h.id) as contacted,
      (select jsonb_strip_nulls(jsonb_build_object('sentAt', r.created_at, 'email', r.email))
       from contact_requests r where r.conversation_id = c.id order by r.created_at desc limit 1) as contact,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'hasAvatar', a.avatar is not null))
       from agents a where a.id in (
         select unnest(o.agent_ids) from handoffs o where o.conversation_id = c.id
         union select m.agent_id from messages m
         where m.conversation_id = c.id and m.event ->> 'type' = 'contact_answer')) as agents
    from conversations c
    left join lateral (
      select data from settings where workspace_id = c.workspace_id order by version desc limit 1) s on true
    left join lateral (
      select * from handoffs where conversation_id = c.id order by requested_at desc limit 1) h on true
    where c.id = ${conversationId}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const settings = row.settings === null ? null : storedSettings.parse(row.settings);
  const state: ConversationState = {
    conversationId,
    owner: row.owner,
    lastSeq: row.last_seq,
    deliveredSeq: row.delivered_seq ?? 0,
    ...(row.handoff_id && {
      handoff: {
        id: row.handoff_id,
        status: row.status,
        requestedAt: row.requested_at.toISOString(),
        waitsSince: row.waits_since.toISOString(),
        contacted: row.contacted,
        ...(row.agent_id && { agentId: row.agent_id }),
        ...(row.queue_place !== null && { queuePlace: row.queue_place }),
        ...(row.status === 'queued' && row.queued_at && { formOfferedAt: formOfferedAt(settings, row.queued_at) }),
        ...(row.opens_at && { opensAt: row.opens_at.toISOString() }),
        ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
        ...(row.end_reason && { endReason: row.end_reason }),
      },
    }),
    agents: (row.agents ?? []).map((agent) => ({
      id: agent.id,
      name: agent.name ?? 'Agent',
      ...(agent.hasAvatar && { avatarUrl: `/v1/agents/${agent.id}/avatar` }),
    })),
    ...(row.contact && { contact: row.contact }),
    ...(row.customer_email && { customerEmail: row.customer_email }),
    offer: offerOf(settings, row.hours_at, mailer.ready),
    now: row.read_at.toISOString(),
  };
  return { state, mark: row.mark };
};

const formOfferedAt = (settings: Settings | null, queuedAt: Date): string =>
  new Date(queuedAt.getTime() + (settings?.availability.queueFormAfterMinutes ?? 0) * 60_000).toISOString();

/** Where a conversation stands, for readers that catch up. */
export type Standing = { seq: number; mark: string };

export const readStandings = async (db: Db, conversationIds: string[]): Promise<Map<string, Standing>> => {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await sql<Standing & { id: string }>`
    select c.id, c.last_seq as seq, ${mark} as mark
    from conversations c
    left join lateral (select * from handoffs where conversation_id = c.id order by requested_at desc limit 1) h on true
    where c.id = any(${conversationIds}::text[])`.execute(db);
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
};

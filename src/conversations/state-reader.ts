import { sql } from 'kysely';
import { availabilityAt } from '../availability/availability.ts';
import type { ContactForm } from '../contract/contact-form.ts';
import type { ConversationState, LiveAgentOffer } from '../contract/conversation-state.ts';
import type { EndReason, HandoffStatus } from '../contract/handoff.ts';
import { storedSettings } from '../contract/settings.schema.ts';
import type { Settings } from '../contract/settings.ts';
import type { Db } from '../db/database.ts';

type Row = {
  owner: 'assistant' | 'people';
  last_seq: number;
  read_at: Date;
  settings: unknown;
  handoff_id: string | null;
  status: HandoffStatus;
  end_reason: EndReason | null;
  requested_at: Date;
  ended_at: Date | null;
  opens_at: Date | null;
  agent_id: string | null;
  delivered_seq: number | null;
  queue_place: number | null;
  contacted: boolean;
  contact: ConversationState['contact'] | null;
  agents: { id: string; name: string | null; hasAvatar: boolean }[] | null;
};

/** Customers see what is asked, not where it goes. */
const shownForm = ({ targets: _, ...form }: Settings['contact']): ContactForm => form;

/** What the workspace offers at `now`, from its settings. Without settings live agent is off. */
export const offerOf = (settings: Settings | null, now: Date): LiveAgentOffer => {
  if (!settings?.enabled || settings.channel === null) {
    return { enabled: false, button: false, buttonText: '', contactForm: false, availability: 'unknown' };
  }
  const { schedule } = settings.availability;
  const found = schedule ? availabilityAt(schedule, now) : undefined;
  return {
    enabled: true,
    button: settings.manualHandoff,
    buttonText: settings.buttonText,
    contactForm: settings.contactForm,
    ...(settings.contactForm && { contact: shownForm(settings.contact) }),
    ...(settings.businessHoursText.trim() !== '' && { hoursText: settings.businessHoursText }),
    availability: found === undefined || found.open ? 'open' : 'closed',
    ...(found && !found.open && found.opensAt && { opensAt: found.opensAt.toISOString() }),
  };
};

/** Of the handoff `h`: 1 is the next in line; null when it is not queued. */
const queuePlace = sql`case when h.status = 'queued' and h.admitted_at is null then (
  select count(*)::int from handoffs q where q.workspace_id = h.workspace_id and q.status = 'queued'
    and q.admitted_at is null and (q.queued_at, q.id) <= (h.queued_at, h.id)) end`;

/** The state of a conversation as its readers get it, in one query; undefined when there is no such conversation. */
export const readState = async (db: Db, conversationId: string): Promise<ConversationState | undefined> => {
  const { rows } = await sql<Row>`
    select c.owner, c.last_seq, clock_timestamp() as read_at, s.data as settings,
      h.id as handoff_id, h.status, h.end_reason, h.requested_at, h.ended_at, h.opens_at, h.agent_id, h.delivered_seq,
      ${queuePlace} as queue_place,
      exists (select 1 from contact_requests r where r.handoff_id = h.id) as contacted,
      (select jsonb_strip_nulls(jsonb_build_object('sentAt', r.created_at, 'email', r.email))
       from contact_requests r where r.conversation_id = c.id order by r.created_at desc limit 1) as contact,
      (select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'hasAvatar', a.avatar is not null))
       from agents a where a.id in (
         select unnest(o.agent_ids) from handoffs o where o.conversation_id = c.id
         union select unnest(r.agent_ids) from contact_requests r where r.conversation_id = c.id)) as agents
    from conversations c
    left join lateral (
      select data from settings where workspace_id = c.workspace_id order by version desc limit 1) s on true
    left join lateral (
      select * from handoffs where conversation_id = c.id order by requested_at desc limit 1) h on true
    where c.id = ${conversationId}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  return {
    conversationId,
    owner: row.owner,
    lastSeq: row.last_seq,
    deliveredSeq: row.delivered_seq ?? 0,
    ...(row.handoff_id && {
      handoff: {
        id: row.handoff_id,
        status: row.status,
        requestedAt: row.requested_at.toISOString(),
        contacted: row.contacted,
        ...(row.agent_id && { agentId: row.agent_id }),
        ...(row.queue_place !== null && { queuePlace: row.queue_place }),
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
    offer: offerOf(row.settings === null ? null : storedSettings.parse(row.settings), row.read_at),
    now: row.read_at.toISOString(),
  };
};

/** Where a conversation stands, for readers that catch up: the newest entry, and a mark that changes with the handoff. */
export type Standing = { seq: number; mark: string };

export const standingOf = (state: ConversationState): Standing => ({
  seq: state.lastSeq,
  mark: `${state.handoff?.id ?? ''} ${state.handoff?.status ?? ''} ${state.deliveredSeq} ${state.handoff?.queuePlace ?? ''}`,
});

export const readStandings = async (db: Db, conversationIds: string[]): Promise<Map<string, Standing>> => {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await sql<Standing & { id: string }>`
    select c.id, c.last_seq as seq,
      concat(h.id, ' ', h.status, ' ', coalesce(h.delivered_seq, 0), ' ', ${queuePlace}) as mark
    from conversations c
    left join lateral (select * from handoffs where conversation_id = c.id order by requested_at desc limit 1) h on true
    where c.id = any(${conversationIds}::text[])`.execute(db);
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
};

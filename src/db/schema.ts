import type { ColumnType, Generated } from 'kysely';
import type { SystemEvent } from '../contract/entry.ts';
import type { EndReason, HandoffStatus, Requester, WhenClosed } from '../contract/handoff.ts';
import type { InboundEvent } from '../contract/inbound-event.ts';
import type { Settings } from '../contract/settings.ts';

/** Columns that the database fills. */
type At = ColumnType<Date, Date | undefined, Date>;
type Json<T> = ColumnType<T, string, string>;
/** bigint as the driver gives it after our type parser: a number, safe below 2^53. */
type Big = ColumnType<number, number | undefined, number>;

/** The tables as the migrations make them, for Kysely. */
export type Database = {
  workspaces: { id: string; name: string; created_at: At };
  workspace_keys: {
    id: string;
    workspace_id: string;
    kind: 'widget' | 'host';
    key_hash: Buffer;
    public_key: string | null;
    created_at: At;
    revoked_at: Date | null;
  };
  settings: { workspace_id: string; version: number; data: Json<Settings>; created_at: At };
  conversations: {
    id: string;
    workspace_id: string;
    owner: Generated<'assistant' | 'people'>;
    epoch: Generated<number>;
    last_seq: Big;
    resume_secret_hash: Buffer;
    customer_name: string | null;
    customer_email: string | null;
    page_url: string | null;
    page_title: string | null;
    unanswered_seq: number | null;
    unanswered_since: Date | null;
    answer_attempts: Generated<number>;
    created_at: At;
  };
  agents: {
    id: string;
    provider: string;
    external_id: string;
    name: string | null;
    avatar: Buffer | null;
    avatar_type: string | null;
    fetched_at: Date | null;
    away_since: Date | null;
  };
  handoffs: {
    id: string;
    workspace_id: string;
    conversation_id: string;
    status: Generated<HandoffStatus>;
    end_reason: EndReason | null;
    requested_by: Requester;
    reason: string | null;
    when_closed: Generated<WhenClosed>;
    provider: string;
    channel: string;
    settings_version: number;
    first_response_minutes: number;
    inactivity_minutes: number;
    queue_minutes: number;
    agent_id: string | null;
    agent_ids: Generated<string[]>;
    thread_ref: string | null;
    requested_at: At;
    opens_at: Date | null;
    queued_at: Date | null;
    admitted_at: Date | null;
    waiting_at: Date | null;
    active_at: Date | null;
    ended_at: Date | null;
    ended_by: string | null;
    last_activity_at: At;
    warned_at: Date | null;
    delivered_seq: Big;
    undelivered: Generated<number>;
    bell_pending: Generated<boolean>;
    changed_at: At;
    seen_at: Date | null;
    delivering_by: string | null;
    delivering_until: Date | null;
    workflow_started_at: Date | null;
    workflow_checked_at: Date | null;
    thread_closed_at: Date | null;
    thread_opened_at: Date | null;
    retry_at: Date | null;
  };
  messages: {
    workspace_id: string;
    conversation_id: string;
    seq: number;
    kind: 'customer' | 'assistant' | 'agent' | 'system';
    body: Generated<string>;
    event: Json<SystemEvent | null>;
    client_id: string | null;
    reply_to: number | null;
    agent_id: string | null;
    handoff_id: string | null;
    provider: string | null;
    external_id: string | null;
    created_at: At;
  };
  contact_requests: {
    id: string;
    workspace_id: string;
    conversation_id: string;
    handoff_id: string | null;
    client_id: string;
    reason: string;
    name: string;
    email: string;
    message: string;
    provider: string;
    channel: string;
    created_at: At;
    workflow_started_at: Date | null;
    delivered_at: Date | null;
    failed_at: Date | null;
    fault: string | null;
  };
  threads: {
    provider: string;
    thread_ref: string;
    workspace_id: string;
    kind: 'handoff' | 'contact_request';
    target_id: string;
    created_at: At;
  };
  channel_events: { provider: string; dedupe_key: string; received_at: At };
  parked_events: {
    id: Generated<number>;
    provider: string;
    thread_ref: string;
    event: Json<InboundEvent>;
    waits_for: string | null;
    parked_at: At;
  };
  posts: {
    post_key: string;
    workspace_id: string | null;
    provider: string;
    state: 'sending' | 'posted' | 'failed';
    thread_ref: string | null;
    external_ref: string | null;
    through_seq: number | null;
    attempts: Generated<number>;
    created_at: At;
    attempted_at: At;
    posted_at: Date | null;
  };
  notices: {
    id: string;
    workspace_id: string | null;
    provider: string;
    thread_ref: string;
    agent_external_id: string | null;
    body: string;
    created_at: At;
    workflow_started_at: Date | null;
    posted_at: Date | null;
    failed_at: Date | null;
  };
  pace: { pace_key: string; arrival_at: Date };
  presence: { conversation_id: string; node_id: string; expires_at: Date };
  audit: {
    id: Generated<number>;
    workspace_id: string | null;
    at: At;
    actor: string;
    action: string;
    detail: Json<object>;
  };
};

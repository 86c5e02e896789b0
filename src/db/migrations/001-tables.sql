-- Unions are text with check constraints; every reference between tenants' rows carries workspace_id.

create table workspaces (
  id text primary key,
  name text not null,
  created_at timestamptz not null default now()
);

-- Keys are kept as SHA-256 only. 'widget' keys are public names of a workspace, so they keep their text as well.
create table workspace_keys (
  id text primary key,
  workspace_id text not null references workspaces (id),
  kind text not null check (kind in ('widget', 'host')),
  key_hash bytea not null unique,
  public_key text,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index workspace_keys_by_workspace on workspace_keys (workspace_id);

-- Versions are never changed in place: a handoff remembers the version that it was admitted under.
create table settings (
  workspace_id text not null references workspaces (id),
  version integer not null,
  data jsonb not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, version)
);

create table conversations (
  id text primary key,
  workspace_id text not null references workspaces (id),
  owner text not null default 'assistant' check (owner in ('assistant', 'people')),
  -- Counts changes of owner: an answer begun under an older epoch is refused.
  epoch integer not null default 0,
  last_seq bigint not null default 0,
  resume_secret_hash bytea not null,
  customer_name text,
  customer_email text,
  page_url text,
  page_title text,
  -- The newest customer turn that the built-in assistant still owes an answer.
  unanswered_seq bigint,
  unanswered_since timestamptz,
  answer_attempts integer not null default 0,
  created_at timestamptz not null default now(),
  unique (workspace_id, id)
);
create index conversations_unanswered on conversations (unanswered_since) where unanswered_since is not null;

create table agents (
  id text primary key,
  provider text not null,
  external_id text not null,
  name text,
  avatar bytea,
  avatar_type text,
  fetched_at timestamptz,
  unique (provider, external_id)
);

create table handoffs (
  id text primary key,
  workspace_id text not null,
  conversation_id text not null,
  status text not null default 'requested'
    check (status in ('requested', 'scheduled', 'queued', 'waiting', 'active', 'ended')),
  end_reason text check (end_reason in ('agent_ended', 'customer_ended', 'customer_left', 'inactivity',
    'no_agent_response', 'outside_hours', 'agents_busy', 'channel_unreachable', 'disconnected',
    'cancelled_by_operator')),
  requested_by text not null check (requested_by in ('customer', 'assistant', 'host')),
  reason text,
  when_closed text not null default 'form' check (when_closed in ('form', 'schedule')),
  provider text not null,
  channel text not null,
  settings_version integer not null,
  first_response_minutes integer not null,
  inactivity_minutes integer not null,
  queue_minutes integer not null,
  agent_id text references agents (id),
  agent_ids text[] not null default '{}',
  thread_ref text,
  requested_at timestamptz not null default now(),
  opens_at timestamptz,
  queued_at timestamptz,
  admitted_at timestamptz,
  waiting_at timestamptz,
  active_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  -- The newest customer or agent activity; clocks are decided by it and by now() alone.
  last_activity_at timestamptz not null default now(),
  warned_at timestamptz,
  delivered_seq bigint not null default 0,
  undelivered integer not null default 0,
  bell_pending boolean not null default false,
  -- What the workflow has seen, against what happened: the sweeper rings for the difference.
  changed_at timestamptz not null default now(),
  seen_at timestamptz,
  away_rung_at timestamptz,
  delivering_by text,
  delivering_until timestamptz,
  workflow_started_at timestamptz,
  workflow_checked_at timestamptz,
  thread_closed_at timestamptz,
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id),
  unique (workspace_id, id),
  check ((status = 'ended') = (end_reason is not null)),
  check ((status = 'ended') = (ended_at is not null))
);
create unique index handoffs_one_live on handoffs (conversation_id) where status <> 'ended';
create index handoffs_live on handoffs (workspace_id, status, queued_at) where status <> 'ended';
create index handoffs_by_conversation on handoffs (conversation_id, requested_at desc);
create index handoffs_unclosed_thread on handoffs (ended_at) where status = 'ended' and thread_closed_at is null;

create table messages (
  workspace_id text not null,
  conversation_id text not null,
  seq bigint not null,
  kind text not null check (kind in ('customer', 'assistant', 'agent', 'system')),
  body text not null default '',
  event jsonb,
  client_id text,
  reply_to bigint,
  agent_id text references agents (id),
  handoff_id text,
  provider text,
  external_id text,
  created_at timestamptz not null default now(),
  primary key (conversation_id, seq),
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id),
  foreign key (workspace_id, handoff_id) references handoffs (workspace_id, id)
);
create unique index messages_client_id on messages (conversation_id, client_id) where client_id is not null;
create unique index messages_external_id on messages (workspace_id, provider, external_id) where external_id is not null;
create unique index messages_reply_to on messages (conversation_id, reply_to) where reply_to is not null;
create index messages_for_delivery on messages (handoff_id, seq) where kind = 'customer';

create table contact_requests (
  id text primary key,
  workspace_id text not null,
  conversation_id text not null,
  handoff_id text,
  client_id text not null,
  reason text not null,
  name text not null,
  email text not null,
  message text not null,
  provider text not null,
  channel text not null,
  created_at timestamptz not null default now(),
  workflow_started_at timestamptz,
  delivered_at timestamptz,
  failed_at timestamptz,
  fault text,
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id),
  foreign key (workspace_id, handoff_id) references handoffs (workspace_id, id),
  unique (conversation_id, client_id)
);
create index contact_requests_undelivered on contact_requests (created_at) where delivered_at is null and failed_at is null;

-- Which of our things owns a thread of an agent channel.
create table threads (
  provider text not null,
  thread_ref text not null,
  workspace_id text not null references workspaces (id),
  kind text not null check (kind in ('handoff', 'contact_request')),
  target_id text not null,
  created_at timestamptz not null default now(),
  primary key (provider, thread_ref)
);
create unique index threads_by_target on threads (kind, target_id);

-- Every inbound event once, by each of the keys that name it; parked ones wait for their thread.
create table channel_events (
  provider text not null,
  dedupe_key text not null,
  received_at timestamptz not null default now(),
  primary key (provider, dedupe_key)
);
create index channel_events_by_age on channel_events (received_at);

create table parked_events (
  id bigint generated always as identity primary key,
  provider text not null,
  thread_ref text not null,
  event jsonb not null,
  parked_at timestamptz not null default now()
);
create index parked_events_by_thread on parked_events (provider, thread_ref);
create index parked_events_by_age on parked_events (parked_at);

-- What was posted where. 'sending' at the start of an attempt means that the outcome of the last one is unknown.
create table posts (
  post_key text primary key,
  workspace_id text references workspaces (id),
  provider text not null,
  state text not null check (state in ('sending', 'posted', 'failed')),
  thread_ref text,
  external_ref text,
  through_seq bigint,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  attempted_at timestamptz not null default now(),
  posted_at timestamptz
);

-- Things said to agents outside of a handoff's life, each by a workflow of its own.
create table notices (
  id text primary key,
  workspace_id text references workspaces (id),
  provider text not null,
  thread_ref text not null,
  agent_external_id text,
  body text not null,
  created_at timestamptz not null default now(),
  workflow_started_at timestamptz,
  posted_at timestamptz,
  failed_at timestamptz
);
create index notices_open on notices (created_at) where posted_at is null and failed_at is null;

-- Generic cell rate algorithm: the theoretical arrival time of the next post.
create table pace (
  pace_key text primary key,
  arrival_at timestamptz not null
);

create table presence (
  conversation_id text not null references conversations (id),
  node_id text not null,
  expires_at timestamptz not null,
  primary key (conversation_id, node_id)
);

create table audit (
  id bigint generated always as identity primary key,
  workspace_id text references workspaces (id),
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  detail jsonb not null default '{}'
);
create index audit_by_workspace on audit (workspace_id, at);

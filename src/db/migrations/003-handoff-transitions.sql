-- Every change of a handoff's status. Lock order everywhere: workspace, then conversation.
-- clock_timestamp() rather than now(): a transaction that waited for a lock must not write a time from before it.

-- Makes decisions about a workspace's capacity one at a time.
create function lock_workspace(p_workspace text) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended('capacity ' || p_workspace, 0))
$$;

-- Locks the conversation of a handoff and returns the handoff as it is under that lock.
create function lock_handoff(p_handoff text) returns handoffs language plpgsql as $$
declare
  h handoffs;
begin
  perform 1 from conversations
  where id = (select conversation_id from handoffs where id = p_handoff) for update;
  select * into h from handoffs where id = p_handoff;
  return h;
end $$;

-- Hands the conversation to its next owner; anything begun under the old epoch is refused from here on.
create function change_owner(p_conversation text, p_owner text) returns void language sql as $$
  update conversations
  set owner = p_owner, epoch = epoch + 1, unanswered_seq = null, unanswered_since = null
  where id = p_conversation and owner <> p_owner
$$;

-- When the last socket of the customer went away; null while one is there or when there never was one.
create function customer_away_since(p_conversation text) returns timestamptz language sql stable as $$
  select case when max(expires_at) <= clock_timestamp() then max(expires_at) end
  from presence where conversation_id = p_conversation
$$;

-- outcome: requested | existing | unknown_conversation
create function request_handoff(
  p_workspace text, p_conversation text, p_id text, p_requested_by text, p_reason text, p_when_closed text,
  p_provider text, p_channel text, p_settings_version integer,
  p_first_response_minutes integer, p_inactivity_minutes integer, p_queue_minutes integer
) returns jsonb language plpgsql as $$
declare
  c conversations;
  h handoffs;
  m messages;
begin
  select * into c from conversations where id = p_conversation and workspace_id = p_workspace for update;
  if not found then return jsonb_build_object('outcome', 'unknown_conversation'); end if;
  h := live_handoff(c.id);
  if h.id is not null then return jsonb_build_object('outcome', 'existing', 'handoffId', h.id); end if;

  insert into handoffs (id, workspace_id, conversation_id, requested_by, reason, when_closed, provider, channel,
    settings_version, first_response_minutes, inactivity_minutes, queue_minutes, requested_at, last_activity_at,
    changed_at)
  values (p_id, c.workspace_id, c.id, p_requested_by, p_reason, p_when_closed, p_provider, p_channel,
    p_settings_version, p_first_response_minutes, p_inactivity_minutes, p_queue_minutes, clock_timestamp(),
    clock_timestamp(), clock_timestamp());
  perform change_owner(c.id, 'people');
  m := append_entry(c.id, 'system', '', jsonb_build_object('type', 'handoff_requested', 'by', p_requested_by), p_id);
  return jsonb_build_object('outcome', 'requested', 'handoffId', p_id, 'entry', entry_json(m));
end $$;

-- Decides a requested, scheduled or queued handoff by the availability found a moment ago.
-- outcome: admitted | queued | scheduled | ended | unchanged (already admitted or ended)
create function admit_handoff(
  p_handoff text, p_availability text, p_opens_at timestamptz, p_limit integer, p_queues boolean,
  p_settings_version integer
) returns jsonb language plpgsql as $$
declare
  h handoffs;
  v_live integer;
  v_ahead boolean;
begin
  perform lock_workspace(workspace_id) from handoffs where id = p_handoff;
  h := lock_handoff(p_handoff);
  if h.id is null or h.status not in ('requested', 'scheduled', 'queued') or h.admitted_at is not null then
    return jsonb_build_object('outcome', 'unchanged', 'conversationId', h.conversation_id);
  end if;
  update handoffs set settings_version = p_settings_version where id = h.id;

  if p_availability = 'closed' and h.status <> 'queued' then
    if h.when_closed = 'schedule' and p_opens_at is not null then
      update handoffs set status = 'scheduled', opens_at = p_opens_at where id = h.id;
      perform change_owner(h.conversation_id, 'assistant');
      if h.status <> 'scheduled' or h.opens_at is distinct from p_opens_at then
        perform append_entry(h.conversation_id, 'system', '',
          jsonb_build_object('type', 'handoff_scheduled', 'opensAt', p_opens_at), h.id);
      end if;
      return jsonb_build_object('outcome', 'scheduled', 'conversationId', h.conversation_id);
    end if;
    perform end_handoff(h.id, 'outside_hours', 'workflow', null, false);
    return jsonb_build_object('outcome', 'ended', 'conversationId', h.conversation_id);
  end if;

  select count(*) into v_live from handoffs
  where workspace_id = h.workspace_id and status <> 'ended' and admitted_at is not null;
  select exists (
    select 1 from handoffs q
    where q.workspace_id = h.workspace_id and q.status = 'queued' and q.admitted_at is null and q.id <> h.id
      and (q.queued_at, q.id) < (coalesce(h.queued_at, 'infinity'), h.id)
  ) into v_ahead;

  if p_limit is not null and (v_live >= p_limit or v_ahead) then
    if not p_queues then
      perform end_handoff(h.id, 'agents_busy', 'workflow', null, false);
      return jsonb_build_object('outcome', 'ended', 'conversationId', h.conversation_id);
    end if;
    if h.status <> 'queued' then
      perform change_owner(h.conversation_id, 'people');
      update handoffs set status = 'queued', queued_at = clock_timestamp() where id = h.id;
      perform append_entry(h.conversation_id, 'system', '', jsonb_build_object('type', 'handoff_queued'), h.id);
    end if;
    return jsonb_build_object('outcome', 'queued', 'conversationId', h.conversation_id);
  end if;

  perform change_owner(h.conversation_id, 'people');
  update handoffs set status = 'requested', admitted_at = clock_timestamp(), last_activity_at = clock_timestamp()
  where id = h.id;
  return jsonb_build_object('outcome', 'admitted', 'conversationId', h.conversation_id);
end $$;

-- The notification card is in the channel. A handoff that ended meanwhile still gets its thread recorded.
create function record_handoff_thread(p_handoff text, p_thread_ref text) returns jsonb language plpgsql as $$
declare
  h handoffs;
begin
  h := lock_handoff(p_handoff);
  insert into threads (provider, thread_ref, workspace_id, kind, target_id)
  values (h.provider, p_thread_ref, h.workspace_id, 'handoff', h.id)
  on conflict (provider, thread_ref) do nothing;
  update handoffs set
    thread_ref = p_thread_ref,
    status = case when status in ('requested', 'queued') then 'waiting' else status end,
    waiting_at = coalesce(waiting_at, clock_timestamp())
  where id = h.id;
  return jsonb_build_object('conversationId', h.conversation_id);
end $$;

-- Notes that an agent is in the conversation. Returns the "joined" line when the agent is new to the handoff.
-- Callers hold the conversation's row lock.
create function join_agent(h handoffs, p_agent text) returns messages language plpgsql as $$
declare
  m messages;
begin
  if p_agent = any (h.agent_ids) then return null; end if;
  update handoffs set
    status = 'active',
    active_at = coalesce(active_at, clock_timestamp()),
    agent_id = coalesce(agent_id, p_agent),
    agent_ids = agent_ids || p_agent,
    changed_at = clock_timestamp()
  where id = h.id;
  m := append_entry(h.conversation_id, 'system', '',
    jsonb_build_object('type', 'agent_joined', 'agentId', p_agent), h.id, p_agent);
  return m;
end $$;

create function new_id(p_prefix text) returns text language sql volatile as $$
  select p_prefix || '_' || replace(gen_random_uuid()::text, '-', '')
$$;

create function agent_id_of(p_provider text, p_external_id text, p_name text) returns text
language plpgsql as $$
declare
  v_id text;
begin
  select id into v_id from agents where provider = p_provider and external_id = p_external_id;
  if found then return v_id; end if;
  insert into agents (id, provider, external_id, name) values (new_id('ag'), p_provider, p_external_id, p_name)
  on conflict (provider, external_id) do nothing;
  select id into strict v_id from agents where provider = p_provider and external_id = p_external_id;
  return v_id;
end $$;

-- True when one of the keys was seen before; otherwise all of them count as seen once this commits.
create function seen_before(p_provider text, p_keys text[]) returns boolean language plpgsql as $$
declare
  v_new integer;
begin
  with fresh as (
    insert into channel_events (provider, dedupe_key)
    select p_provider, k from unnest(p_keys) k order by k
    on conflict do nothing returning 1)
  select count(*) into v_new from fresh;
  return v_new < cardinality(p_keys);
end $$;

-- p_event: a neutral inbound event: type (message | message_edited | message_deleted | claim | end), threadRef, keys,
--   externalId, targetExternalId, agentExternalId, agentName, text, parentIsOurs.
-- outcome: accepted | duplicate | parked | foreign (a thread that is none of ours) | after_end | already_claimed
create function accept_agent_event(p_provider text, p_event jsonb, p_parked boolean)
returns jsonb language plpgsql as $$
declare
  t threads;
  h handoffs;
  m messages;
  v_target messages;
  v_joined messages;
  v_agent text;
  v_type text := p_event ->> 'type';
  v_entries jsonb := '[]';
  v_notice text;
begin
  if not p_parked and seen_before(p_provider, array(select jsonb_array_elements_text(p_event -> 'keys'))) then
    return jsonb_build_object('outcome', 'duplicate');
  end if;

  select * into t from threads where provider = p_provider and thread_ref = p_event ->> 'threadRef';
  if not found then
    if not coalesce((p_event ->> 'parentIsOurs')::boolean, false) then
      return jsonb_build_object('outcome', 'foreign');
    end if;
    insert into parked_events (provider, thread_ref, event) values (p_provider, p_event ->> 'threadRef', p_event);
    return jsonb_build_object('outcome', 'parked');
  end if;
  if t.kind <> 'handoff' then return jsonb_build_object('outcome', 'foreign'); end if;

  -- An end frees a place, so it takes the workspace's lock, and that one comes first.
  if v_type = 'end' then perform lock_workspace(t.workspace_id); end if;
  h := lock_handoff(t.target_id);
  if h.status = 'ended' then
    if v_type = 'message' then
      insert into notices (id, workspace_id, provider, thread_ref, agent_external_id, body)
      values (new_id('no'), h.workspace_id, p_provider, t.thread_ref, p_event ->> 'agentExternalId', 'after_end')
      returning id into v_notice;
    end if;
    return jsonb_strip_nulls(jsonb_build_object('outcome', 'after_end', 'noticeId', v_notice, 'handoffId', h.id));
  end if;

  v_agent := agent_id_of(p_provider, p_event ->> 'agentExternalId', p_event ->> 'agentName');

  if v_type = 'end' then
    return end_handoff(h.id, 'agent_ended', v_agent, null, false)
      || jsonb_build_object('outcome', 'accepted', 'handoffId', h.id, 'ring', true, 'agentId', v_agent);
  end if;

  if v_type in ('message_edited', 'message_deleted') then
    select * into v_target from messages
    where workspace_id = h.workspace_id and provider = p_provider and external_id = p_event ->> 'targetExternalId';
    if not found then return jsonb_build_object('outcome', 'foreign'); end if;
    m := append_entry(h.conversation_id, 'system', coalesce(p_event ->> 'text', ''),
      jsonb_build_object('type', v_type, 'target', v_target.seq), h.id, v_agent);
    return jsonb_build_object('outcome', 'accepted', 'conversationId', h.conversation_id, 'handoffId', h.id,
      'entries', jsonb_build_array(entry_json(m)), 'ring', false, 'agentId', v_agent);
  end if;

  if v_type = 'claim' and cardinality(h.agent_ids) > 0 then
    return jsonb_build_object('outcome', 'already_claimed', 'handoffId', h.id, 'agentId', h.agent_id,
      'byAnother', h.agent_id <> v_agent);
  end if;

  v_joined := join_agent(h, v_agent);
  if v_joined.seq is not null then v_entries := v_entries || entry_json(v_joined); end if;
  if v_type = 'message' then
    m := append_entry(h.conversation_id, 'agent', p_event ->> 'text', p_handoff => h.id, p_agent => v_agent,
      p_provider => p_provider, p_external_id => p_event ->> 'externalId');
    v_entries := v_entries || entry_json(m);
  end if;
  update handoffs set last_activity_at = clock_timestamp() where id = h.id;
  return jsonb_build_object('outcome', 'accepted', 'conversationId', h.conversation_id, 'handoffId', h.id,
    'entries', v_entries, 'ring', v_joined.seq is not null, 'agentId', v_agent);
end $$;

-- The only door to 'ended'. A clock passes the activity instant that it believed and is refused when there is newer
-- activity; every other end succeeds. next: the queued handoff that may take the freed place.
-- outcome: ended | already | refused | unknown_handoff
create function end_handoff(p_handoff text, p_reason text, p_by text, p_believed timestamptz, p_if_away boolean)
returns jsonb language plpgsql as $$
declare
  h handoffs;
  m messages;
  v_undelivered integer;
  v_next text;
begin
  perform lock_workspace(workspace_id) from handoffs where id = p_handoff;
  h := lock_handoff(p_handoff);
  if h.id is null then return jsonb_build_object('outcome', 'unknown_handoff'); end if;
  if h.status = 'ended' then
    return jsonb_build_object('outcome', 'already', 'reason', h.end_reason, 'conversationId', h.conversation_id);
  end if;
  if p_believed is not null and h.last_activity_at <> p_believed then
    return jsonb_build_object('outcome', 'refused', 'lastActivityAt', h.last_activity_at);
  end if;
  if p_if_away and customer_away_since(h.conversation_id) is null then
    return jsonb_build_object('outcome', 'refused', 'lastActivityAt', h.last_activity_at);
  end if;

  select count(*) into v_undelivered from messages
  where handoff_id = h.id and kind = 'customer' and seq > h.delivered_seq;
  update handoffs set status = 'ended', end_reason = p_reason, ended_by = p_by, ended_at = clock_timestamp(),
    changed_at = clock_timestamp(), undelivered = v_undelivered,
    -- Nothing was posted anywhere, so there is no thread to close.
    thread_closed_at = case when admitted_at is null then clock_timestamp() end
  where id = h.id;
  perform change_owner(h.conversation_id, 'assistant');
  m := append_entry(h.conversation_id, 'system', '', jsonb_strip_nulls(jsonb_build_object(
    'type', 'handoff_ended', 'reason', p_reason, 'undelivered', nullif(v_undelivered, 0))), h.id);

  select id into v_next from handoffs
  where workspace_id = h.workspace_id and status = 'queued' and admitted_at is null
  order by queued_at, id limit 1;
  return jsonb_strip_nulls(jsonb_build_object('outcome', 'ended', 'reason', p_reason,
    'conversationId', h.conversation_id, 'entries', jsonb_build_array(entry_json(m)), 'next', v_next));
end $$;

-- Writes the warning before the inactivity end; refused when there is newer activity than the clock believed.
create function warn_of_inactivity(p_handoff text, p_believed timestamptz, p_ends_at timestamptz)
returns jsonb language plpgsql as $$
declare
  h handoffs;
begin
  h := lock_handoff(p_handoff);
  if h.status is distinct from 'active' or h.last_activity_at <> p_believed or h.warned_at > h.last_activity_at then
    return jsonb_build_object('outcome', 'refused', 'conversationId', h.conversation_id);
  end if;
  update handoffs set warned_at = clock_timestamp() where id = h.id;
  perform append_entry(h.conversation_id, 'system', '',
    jsonb_build_object('type', 'inactivity_warning', 'endsAt', p_ends_at), h.id);
  return jsonb_build_object('outcome', 'warned', 'conversationId', h.conversation_id);
end $$;

-- Notes how far the thread has been served. more: customer entries wait that were not there when it was read; the
-- pending mark is cleared only when there are none, so the next entry rings.
create function note_delivered(p_handoff text, p_through bigint) returns boolean language plpgsql as $$
declare
  h handoffs;
  v_more boolean;
begin
  h := lock_handoff(p_handoff);
  update handoffs set delivered_seq = greatest(delivered_seq, p_through) where id = h.id;
  select exists (
    select 1 from messages where handoff_id = h.id and kind = 'customer' and seq > greatest(h.delivered_seq, p_through)
  ) into v_more;
  if not v_more then update handoffs set bell_pending = false where id = h.id; end if;
  return v_more;
end $$;

-- Agents' replies that came before their thread was recorded are taken before what comes after them, and an edit or a
-- deletion waits for its message.

-- The message that an edit or deletion waits for; unset: the event waits for its thread.
alter table parked_events add column waits_for text;

create function tell_agent(p_workspace text, p_provider text, p_thread_ref text, p_event jsonb, p_what text)
returns text language sql as $$
  insert into notices (id, workspace_id, provider, thread_ref, agent_external_id, body)
  values (new_id('no'), p_workspace, p_provider, p_thread_ref, p_event ->> 'agentExternalId', p_what)
  returning id
$$;

-- What an agent did in the thread of a handoff. Callers hold the conversation's lock, for an end the workspace's as well.
-- outcome: accepted | superseded (a later edit or the deletion came before) | after_end | already_claimed | no_target (the
--   message that it edits or deletes has not come)
create function apply_agent_event(p_provider text, p_thread_ref text, p_handoff text, p_event jsonb)
returns jsonb language plpgsql as $$
declare
  h handoffs;
  m messages;
  v_target messages;
  v_joined messages;
  v_agent text;
  v_type text := p_event ->> 'type';
  v_entries jsonb := '[]';
begin
  select * into strict h from handoffs where id = p_handoff;

  -- What the customer was shown is changed for them after the end as well.
  if v_type in ('message_edited', 'message_deleted') then
    select * into v_target from messages
    where workspace_id = h.workspace_id and provider = p_provider and external_id = p_event ->> 'targetExternalId';
    if not found then return jsonb_build_object('outcome', 'no_target'); end if;
    -- Events come in any order: a deletion is final, and of two edits the later one counts.
    if exists (
      select 1 from messages x
      where x.conversation_id = h.conversation_id and x.seq > v_target.seq and x.kind = 'system'
        and (x.event ->> 'target')::bigint = v_target.seq
        and (x.event ->> 'type' = 'message_deleted'
          or (v_type = 'message_edited' and (x.event ->> 'editedAt')::numeric >= (p_event ->> 'editedAt')::numeric))
    ) then
      return jsonb_build_object('outcome', 'superseded', 'handoffId', h.id);
    end if;
    m := append_entry(h.conversation_id, 'system', coalesce(p_event ->> 'text', ''),
      jsonb_strip_nulls(jsonb_build_object('type', v_type, 'target', v_target.seq, 'editedAt', p_event -> 'editedAt')),
      case when h.status <> 'ended' then h.id end, v_target.agent_id);
    return jsonb_build_object('outcome', 'accepted', 'conversationId', h.conversation_id, 'handoffId', h.id,
      'entries', jsonb_build_array(entry_json(m)), 'ring', false, 'agentId', v_target.agent_id);
  end if;

  if h.status = 'ended' then
    return jsonb_strip_nulls(jsonb_build_object('outcome', 'after_end', 'handoffId', h.id, 'noticeId',
      tell_agent(h.workspace_id, p_provider, p_thread_ref, p_event,
        case when v_type = 'message' then 'after_end' else 'already_ended' end)));
  end if;

  v_agent := agent_id_of(p_provider, p_event ->> 'agentExternalId', p_event ->> 'agentName');

  if v_type = 'end' then
    return end_handoff(h.id, 'agent_ended', v_agent, null, false)
      || jsonb_build_object('outcome', 'accepted', 'handoffId', h.id, 'ring', true, 'agentId', v_agent);
  end if;

  if v_type = 'claim' and cardinality(h.agent_ids) > 0 then
    return jsonb_strip_nulls(jsonb_build_object('outcome', 'already_claimed', 'handoffId', h.id, 'agentId', h.agent_id,
      'noticeId', case when v_agent <> all (h.agent_ids)
        then tell_agent(h.workspace_id, p_provider, p_thread_ref, p_event, 'already_claimed') end));
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

-- Locks what the events of a thread need, in the order workspace, conversation.
create function lock_thread(t threads, p_type text) returns void language plpgsql as $$
begin
  if p_type = 'end' or exists (
    select 1 from parked_events
    where provider = t.provider and thread_ref = t.thread_ref and event ->> 'type' = 'end'
  ) then
    perform lock_workspace(t.workspace_id);
  end if;
  perform lock_handoff(t.target_id);
end $$;

-- Two outcomes as one: what they wrote, one after the other, and whether anybody is to be rung.
create function joined_outcome(p_first jsonb, p_then jsonb) returns jsonb language sql immutable as $$
  select p_first || p_then || jsonb_build_object(
    'entries', coalesce(p_first -> 'entries', '[]') || coalesce(p_then -> 'entries', '[]'),
    'ring', coalesce((p_first ->> 'ring')::boolean, false) or coalesce((p_then ->> 'ring')::boolean, false))
$$;

-- Takes the parked events of a handoff's thread, in order; those that wait for a message stay until it is there.
-- Callers hold the locks of lock_thread.
create function apply_parked_events(t threads) returns jsonb language plpgsql as $$
declare
  p parked_events;
  v_done jsonb;
  v_all jsonb := '{}';
begin
  for p in select * from parked_events where provider = t.provider and thread_ref = t.thread_ref order by id for update
  loop
    begin
      v_done := apply_agent_event(t.provider, t.thread_ref, t.target_id, p.event);
    exception when data_exception or integrity_constraint_violation or plpgsql_error then
      -- One event that can't be taken must not hold up the others. Its agent is told.
      raise warning 'a parked event of thread % was not taken: %', t.thread_ref, sqlstate;
      perform tell_agent(t.workspace_id, t.provider, t.thread_ref, p.event, 'never_matched');
      v_done := '{}';
    end;
    if v_done ->> 'outcome' = 'no_target' then
      update parked_events set waits_for = p.event ->> 'targetExternalId' where id = p.id;
    else
      delete from parked_events where id = p.id;
      v_all := joined_outcome(v_all, v_done - 'outcome' - 'noticeId');
    end if;
  end loop;
  return v_all;
end $$;

-- For the sweeper: the parked events of a thread that is known by now.
create function settle_parked_events(p_provider text, p_thread_ref text) returns jsonb language plpgsql as $$
declare
  t threads;
begin
  select * into strict t from threads where provider = p_provider and thread_ref = p_thread_ref;
  if t.kind = 'handoff' then
    perform lock_thread(t, '');
    return apply_parked_events(t);
  end if;
  with late as (
    delete from parked_events where provider = p_provider and thread_ref = p_thread_ref returning event)
  insert into notices (id, workspace_id, provider, thread_ref, agent_external_id, body)
  select new_id('no'), t.workspace_id, p_provider, p_thread_ref, event ->> 'agentExternalId', 'never_matched'
  from late where event ->> 'type' = 'message';
  return '{}';
end $$;

-- p_event: a neutral inbound event: type (message | message_edited | message_deleted | claim | end), threadRef, keys,
--   externalId, targetExternalId, agentExternalId, agentName, text, parentIsOurs.
-- outcome: accepted | duplicate | parked | foreign (a thread that is none of ours) | contact_thread | after_end |
--   already_claimed | superseded
create function accept_agent_event(p_provider text, p_event jsonb) returns jsonb language plpgsql as $$
declare
  t threads;
  v_done jsonb;
  v_before jsonb := '{}';
  v_after jsonb := '{}';
  v_type text := p_event ->> 'type';
begin
  if seen_before(p_provider, array(select jsonb_array_elements_text(p_event -> 'keys'))) then
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
  if t.kind <> 'handoff' then
    -- Once is enough for one who goes on writing there.
    if v_type <> 'message' or exists (
      select 1 from notices where provider = p_provider and thread_ref = t.thread_ref and body = 'contact_thread'
        and agent_external_id = p_event ->> 'agentExternalId'
    ) then
      return jsonb_build_object('outcome', 'contact_thread');
    end if;
    return jsonb_build_object('outcome', 'contact_thread', 'noticeId',
      tell_agent(t.workspace_id, p_provider, t.thread_ref, p_event, 'contact_thread'));
  end if;

  perform lock_thread(t, v_type);
  if exists (select 1 from parked_events
    where provider = p_provider and thread_ref = t.thread_ref and waits_for is null) then
    v_before := apply_parked_events(t);
  end if;
  v_done := apply_agent_event(p_provider, t.thread_ref, t.target_id, p_event);
  if v_done ->> 'outcome' = 'no_target' then
    insert into parked_events (provider, thread_ref, event, waits_for)
    values (p_provider, t.thread_ref, p_event, p_event ->> 'targetExternalId');
    v_done := jsonb_build_object('outcome', 'parked');
  elsif v_type = 'message' and exists (select 1 from parked_events
    where provider = p_provider and thread_ref = t.thread_ref and waits_for = p_event ->> 'externalId') then
    v_after := apply_parked_events(t);
  end if;
  return joined_outcome(joined_outcome(v_before, v_done), v_after - 'agentId');
end $$;

drop function accept_agent_event(text, jsonb, boolean);
create index notices_by_thread on notices (thread_ref);

-- A rate limit that the channel told holds for everybody who posts there: no slot is given before it has passed.
create function pause_pace(p_key text, p_interval_ms integer, p_burst integer, p_ms integer) returns void
language sql as $$
  insert into pace (pace_key, arrival_at)
  values (p_key, clock_timestamp() + make_interval(secs => (p_ms + p_interval_ms * (p_burst - 1)) / 1000.0))
  on conflict (pace_key) do update set arrival_at = greatest(pace.arrival_at, excluded.arrival_at)
$$;

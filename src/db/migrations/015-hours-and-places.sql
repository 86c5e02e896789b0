-- Closing time, honest queues, and places that are counted by the agents who are there.

-- Everybody who asks has a number, in the order of the workspace's lock: clocks can go backwards. Whoever has to wait keeps
-- it, over closing time and opening too.
create sequence handoff_queue_numbers;
alter table handoffs add column queue_number bigint;
update handoffs h set queue_number = q.number
from (
  select id, row_number() over (order by coalesce(queued_at, requested_at), id) as number
  from handoffs where status <> 'ended') q
where q.id = h.id;
select setval('handoff_queue_numbers', (select coalesce(max(queue_number), 0) + 1 from handoffs), false);
alter table handoffs alter column queue_number set default nextval('handoff_queue_numbers');
create index handoffs_queue on handoffs (workspace_id, queue_number)
  where status in ('requested', 'scheduled', 'queued') and admitted_at is null;

-- For trying out only: how far the clock is moved that opening hours are read by. At most one row.
create table trial_clock (
  single boolean primary key default true check (single),
  moved_by interval not null,
  moved_at timestamptz not null default now()
);
create function hours_now() returns timestamptz language sql stable as $$
  select clock_timestamp() + coalesce((select moved_by from trial_clock), interval '0')
$$;

-- How many more handoffs the agents can take; null when nothing bounds it. p_agents: the external ids of those who are
-- there, null when that is not known.
create function free_places(
  p_workspace text, p_provider text, p_limit integer, p_per_agent integer, p_agents text[]
) returns integer language sql stable as $$
  with live as (
    select agent_id from handoffs where workspace_id = p_workspace and status <> 'ended' and admitted_at is not null),
  room as (
    select greatest(0, p_per_agent - count(h.id)) as places
    from unnest(p_agents) there (external_id)
    left join agents a on a.provider = p_provider and a.external_id = there.external_id
    left join handoffs h on h.agent_id = a.id and h.status = 'active'
    group by there.external_id),
  bound as (
    select least(
      p_limit - (select count(*) from live),
      case
        when p_agents = '{}' then 0
        when p_agents is not null and p_per_agent is not null then
          (select sum(places) from room) - (select count(*) from live where agent_id is null)
      end) as places)
  select case when places is not null then greatest(places, 0)::integer end from bound
$$;

-- Decides a requested, scheduled or queued handoff by what was found a moment ago. p_found:
--   availability: open | closed | unknown, opensAt, atClosing: end | wait, limit, perAgent, agents (see free_places),
--   queues, settingsVersion, channel (null: live agent is off or has no channel)
-- outcome: admitted | queued | scheduled | ended | unchanged (already admitted or ended)
create function admit_handoff(p_handoff text, p_found jsonb) returns jsonb language plpgsql as $$
declare
  h handoffs;
  v_opens_at timestamptz := (p_found ->> 'opensAt')::timestamptz;
  v_free integer;
  v_ahead integer;
begin
  perform lock_workspace(workspace_id) from handoffs where id = p_handoff;
  h := lock_handoff(p_handoff);
  if h.id is null or h.status not in ('requested', 'scheduled', 'queued') or h.admitted_at is not null then
    return jsonb_build_object('outcome', 'unchanged', 'conversationId', h.conversation_id);
  end if;
  if p_found ->> 'channel' is null then
    perform end_handoff(h.id, 'channel_unreachable', 'workflow', null, false);
    return jsonb_build_object('outcome', 'ended', 'conversationId', h.conversation_id);
  end if;
  update handoffs set settings_version = (p_found ->> 'settingsVersion')::integer, channel = p_found ->> 'channel'
  where id = h.id;

  if p_found ->> 'availability' = 'closed' and not (h.status = 'queued' and p_found ->> 'atClosing' = 'wait') then
    if h.when_closed = 'schedule' and v_opens_at is not null then
      update handoffs set status = 'scheduled', opens_at = v_opens_at, queued_at = null
      where id = h.id;
      perform change_owner(h.conversation_id, 'assistant');
      if h.status <> 'scheduled' or h.opens_at is distinct from v_opens_at then
        perform append_entry(h.conversation_id, 'system', '',
          jsonb_build_object('type', 'handoff_scheduled', 'opensAt', v_opens_at), h.id);
      end if;
      return jsonb_build_object('outcome', 'scheduled', 'conversationId', h.conversation_id);
    end if;
    perform end_handoff(h.id, 'outside_hours', 'workflow', null, false);
    return jsonb_build_object('outcome', 'ended', 'conversationId', h.conversation_id);
  end if;

  v_free := free_places(h.workspace_id, h.provider, (p_found ->> 'limit')::integer, (p_found ->> 'perAgent')::integer,
    -- Who was promised an answer gets their card in the channel, whoever is there to see it first.
    case when p_found -> 'agents' <> 'null' and h.opens_at is null
      then array(select jsonb_array_elements_text(p_found -> 'agents')) end);
  -- Those who asked before and are not decided yet are before this one, whatever workflow looks first.
  select count(*) into v_ahead from handoffs q
  where q.workspace_id = h.workspace_id and q.status in ('requested', 'scheduled', 'queued') and q.admitted_at is null
    and q.queue_number < h.queue_number;

  if v_ahead >= v_free then
    if not (p_found ->> 'queues')::boolean and h.opens_at is null then
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
  if h.status = 'scheduled' then
    perform append_entry(h.conversation_id, 'system', '', jsonb_build_object('type', 'team_opened'), h.id);
  end if;
  return jsonb_build_object('outcome', 'admitted', 'conversationId', h.conversation_id);
end $$;
drop function admit_handoff(text, text, timestamptz, integer, boolean, integer);

-- As in 003, but for the number that the workspace's lock gives.
create or replace function request_handoff(
  p_workspace text, p_conversation text, p_id text, p_requested_by text, p_reason text, p_when_closed text,
  p_provider text, p_channel text, p_settings_version integer,
  p_first_response_minutes integer, p_inactivity_minutes integer, p_queue_minutes integer
) returns jsonb language plpgsql as $$
declare
  c conversations;
  h handoffs;
  m messages;
begin
  -- Numbers are in the order in which requests are seen.
  perform lock_workspace(p_workspace);
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

-- The freed place goes to the lowest number.
create or replace function end_handoff(p_handoff text, p_reason text, p_by text, p_believed timestamptz, p_if_away boolean)
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
  order by queue_number limit 1;
  return jsonb_strip_nulls(jsonb_build_object('outcome', 'ended', 'reason', p_reason,
    'conversationId', h.conversation_id, 'entries', jsonb_build_array(entry_json(m)), 'next', v_next));
end $$;

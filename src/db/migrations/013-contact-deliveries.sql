-- A contact request goes to several targets, each of which stands by itself, and an agent's answer to it is a delivery as
-- well. Changes of a request are made under its row's lock, after the conversation's where both are needed.

alter table contact_requests
  alter column name drop not null,
  alter column email drop not null,
  -- [{id, label, value}]: the answers to the admin's own fields, with the labels that were shown.
  add column extra jsonb not null default '[]',
  -- {text, url, at}: what the customer agreed to, as it was shown.
  add column consent jsonb,
  -- Looks like spam: kept and shown to admins, delivered nowhere.
  add column suspected boolean not null default false,
  add column handled_at timestamptz,
  -- An agent's id, or 'admin'.
  add column handled_by text,
  -- Who answered it.
  add column agent_ids text[] not null default '{}',
  -- What its workflow has seen, against what happened: the sweeper rings for the difference.
  add column changed_at timestamptz not null default now(),
  add column seen_at timestamptz,
  -- Counts what its card should show, and what it shows.
  add column card_version integer not null default 0,
  add column card_shown integer not null default 0,
  add unique (workspace_id, id);

create table contact_deliveries (
  id text primary key,
  workspace_id text not null,
  contact_request_id text not null,
  kind text not null check (kind in ('channel', 'email', 'webhook', 'answer')),
  -- Of mails: to whom.
  address text,
  -- Of an answer: the entry of the conversation's log that is mailed.
  seq bigint,
  -- withdrawn: an answer that its agent deleted before it was mailed.
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'withdrawn')),
  attempts integer not null default 0,
  next_at timestamptz,
  -- In words, without anything that a person wrote.
  fault text,
  -- By what the receiver knows it: a thread, a Message-ID, a webhook-id.
  receipt text,
  held_by text,
  held_until timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  delivered_at timestamptz,
  failed_at timestamptz,
  foreign key (workspace_id, contact_request_id) references contact_requests (workspace_id, id) on delete cascade
);
create unique index contact_deliveries_once
  on contact_deliveries (contact_request_id, kind, coalesce(address, ''), coalesce(seq, 0));
create index contact_deliveries_pending on contact_deliveries (contact_request_id) where state = 'pending';
create index contact_deliveries_failed on contact_deliveries (workspace_id, contact_request_id) where state = 'failed';
create index contact_requests_unseen on contact_requests (changed_at) where seen_at is null or seen_at < changed_at;
create index contact_requests_listed on contact_requests (workspace_id, created_at desc, id desc);
create index contact_requests_suspected on contact_requests (workspace_id) where suspected and handled_at is null;

-- Addresses that differ in nothing but case or in how their letters are composed are one. By a collation of its own: the
-- database's may know the case of ASCII alone.
create function address_key(p_email text) returns text language sql immutable as $$
  select lower(normalize(p_email, nfc) collate "und-x-icu")
$$;
create index contact_requests_by_address on contact_requests (workspace_id, address_key(email));
create index conversations_by_address on conversations (workspace_id, address_key(customer_email));

insert into contact_deliveries (id, workspace_id, contact_request_id, kind, state, fault, receipt, created_at,
  delivered_at, failed_at)
select new_id('cd'), r.workspace_id, r.id, 'channel',
  case when r.delivered_at is not null then 'delivered' when r.failed_at is not null then 'failed' else 'pending' end,
  r.fault, t.thread_ref, r.created_at, r.delivered_at, r.failed_at
from contact_requests r left join threads t on t.kind = 'contact_request' and t.target_id = r.id;
update contact_requests set seen_at = clock_timestamp() where delivered_at is not null or failed_at is not null;

drop index contact_requests_undelivered, contact_requests_given_up;
alter table contact_requests drop column delivered_at, drop column failed_at, drop column fault;

-- What is to be done for a request now, and that its workflow knows. Of its answers only the first that waits, so that
-- they are mailed in their order.
create function look_at_contact_request(p_id text) returns jsonb language plpgsql as $$
declare
  r contact_requests;
begin
  select * into r from contact_requests where id = p_id for update;
  if not found then return jsonb_build_object('deliveries', '[]'::jsonb, 'showCard', false); end if;
  -- Stored by a process from before there were deliveries.
  insert into contact_deliveries (id, workspace_id, contact_request_id, kind)
  select new_id('cd'), r.workspace_id, r.id, 'channel'
  where not r.suspected and not exists (select 1 from contact_deliveries where contact_request_id = r.id);
  update contact_requests set seen_at = clock_timestamp(), workflow_started_at = clock_timestamp() where id = r.id;
  return jsonb_build_object(
    'deliveries', (
      select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind) order by d.created_at, d.id), '[]')
      from contact_deliveries d
      where d.contact_request_id = r.id and d.state = 'pending' and (d.kind <> 'answer' or d.seq = (
        select min(a.seq) from contact_deliveries a
        where a.contact_request_id = r.id and a.state = 'pending' and a.kind = 'answer'))),
    'showCard', r.card_shown < r.card_version
      and exists (select 1 from threads where kind = 'contact_request' and target_id = r.id));
end $$;

-- Gives a delivery up. Its card has to tell it; of an answer its agent is told as well.
create function fail_contact_delivery(p_id text, p_fault text) returns void language plpgsql as $$
declare
  d contact_deliveries;
begin
  perform 1 from contact_requests
  where id = (select contact_request_id from contact_deliveries where id = p_id) for update;
  update contact_deliveries set state = 'failed', failed_at = clock_timestamp(), fault = p_fault, next_at = null,
    held_by = null, held_until = null
  where id = p_id and state = 'pending' returning * into d;
  if not found then return; end if;
  update contact_requests set changed_at = clock_timestamp(), card_version = card_version + 1
  where id = d.contact_request_id;
  insert into notices (id, workspace_id, provider, thread_ref, agent_external_id, body)
  select new_id('no'), d.workspace_id, t.provider, t.thread_ref, a.external_id, 'answer_not_mailed'
  from threads t, contact_requests r, messages m left join agents a on a.id = m.agent_id
  where d.kind = 'answer' and t.kind = 'contact_request' and t.target_id = d.contact_request_id
    and r.id = d.contact_request_id and m.conversation_id = r.conversation_id and m.seq = d.seq;
end $$;

-- Tries again what was given up; what was held for spam goes to the targets that are given. Returns how many deliveries
-- begin, null when there is no such request.
create function send_contact_again(p_workspace text, p_id text, p_targets jsonb) returns integer language plpgsql as $$
declare
  r contact_requests;
  v_begun integer;
begin
  select * into r from contact_requests where id = p_id and workspace_id = p_workspace for update;
  if not found then return null; end if;
  if r.suspected then
    insert into contact_deliveries (id, workspace_id, contact_request_id, kind, address)
    select new_id('cd'), r.workspace_id, r.id, t ->> 'kind', t ->> 'address' from jsonb_array_elements(p_targets) t;
  else
    update contact_deliveries set state = 'pending', attempts = 0, failed_at = null, fault = null, next_at = null
    where contact_request_id = r.id and state = 'failed';
  end if;
  get diagnostics v_begun = row_count;
  if v_begun > 0 then
    update contact_requests set suspected = false, changed_at = clock_timestamp(), card_version = card_version + 1
    where id = r.id;
  end if;
  return v_begun;
end $$;

-- What an agent did in the thread of a contact request. Callers hold the conversation's lock.
-- outcome: accepted | superseded | no_target | already_handled | contact_thread (means nothing there)
create function apply_contact_event(p_provider text, p_thread_ref text, p_request text, p_event jsonb)
returns jsonb language plpgsql as $$
declare
  r contact_requests;
  m messages;
  v_target messages;
  v_mail contact_deliveries;
  v_agent text;
  v_type text := p_event ->> 'type';
  v_notice text;
  v_ring text;
begin
  select * into r from contact_requests where id = p_request for update;
  if not found then return jsonb_build_object('outcome', 'contact_thread'); end if;

  if v_type in ('message_edited', 'message_deleted') then
    select * into v_target from messages
    where workspace_id = r.workspace_id and provider = p_provider and external_id = p_event ->> 'targetExternalId';
    if not found then return jsonb_build_object('outcome', 'no_target'); end if;
    if exists (
      select 1 from messages x
      where x.conversation_id = r.conversation_id and x.seq > v_target.seq and x.kind = 'system'
        and (x.event ->> 'target')::bigint = v_target.seq
        and (x.event ->> 'type' = 'message_deleted'
          or (v_type = 'message_edited' and (x.event ->> 'editedAt')::numeric >= (p_event ->> 'editedAt')::numeric))
    ) then
      return jsonb_build_object('outcome', 'superseded');
    end if;
    m := append_entry(r.conversation_id, 'system', coalesce(p_event ->> 'text', ''),
      jsonb_strip_nulls(jsonb_build_object('type', v_type, 'target', v_target.seq, 'editedAt', p_event -> 'editedAt')),
      null, v_target.agent_id);
    select * into v_mail from contact_deliveries
    where contact_request_id = r.id and kind = 'answer' and seq = v_target.seq for update;
    if v_mail.state = 'delivered' then
      v_notice := tell_agent(r.workspace_id, p_provider, p_thread_ref, p_event, 'already_mailed');
    elsif v_mail.state = 'pending' and v_type = 'message_deleted' then
      update contact_deliveries set state = 'withdrawn', fault = null, next_at = null, held_by = null, held_until = null
      where id = v_mail.id;
      -- The answer behind it need not wait for its next try.
      update contact_requests set changed_at = clock_timestamp() where id = r.id;
      v_ring := r.id;
    end if;
    return jsonb_strip_nulls(jsonb_build_object('outcome', 'accepted', 'conversationId', r.conversation_id,
      'entries', jsonb_build_array(entry_json(m)), 'agentId', v_target.agent_id, 'noticeId', v_notice,
      'contactRequestId', v_ring));
  end if;

  if v_type not in ('message', 'handled') then return jsonb_build_object('outcome', 'contact_thread'); end if;
  v_agent := agent_id_of(p_provider, p_event ->> 'agentExternalId', p_event ->> 'agentName');

  if v_type = 'handled' then
    if r.handled_at is not null then return jsonb_build_object('outcome', 'already_handled'); end if;
    update contact_requests set handled_at = clock_timestamp(), handled_by = v_agent, changed_at = clock_timestamp(),
      card_version = card_version + 1
    where id = r.id;
    return jsonb_build_object('outcome', 'accepted', 'contactRequestId', r.id);
  end if;

  m := append_entry(r.conversation_id, 'agent', p_event ->> 'text',
    jsonb_build_object('type', 'contact_answer', 'contactRequestId', r.id, 'mailed', r.email is not null),
    p_agent => v_agent, p_provider => p_provider, p_external_id => p_event ->> 'externalId');
  update contact_requests set changed_at = clock_timestamp(),
    agent_ids = case when v_agent = any (agent_ids) then agent_ids else agent_ids || v_agent end
  where id = r.id;
  if r.email is not null then
    insert into contact_deliveries (id, workspace_id, contact_request_id, kind, address, seq)
    values (new_id('cd'), r.workspace_id, r.id, 'answer', r.email, m.seq);
  elsif not exists (
    -- Once is enough for one who goes on writing there.
    select 1 from notices where thread_ref = p_thread_ref and provider = p_provider and body = 'answer_in_chat'
      and agent_external_id = p_event ->> 'agentExternalId'
  ) then
    v_notice := tell_agent(r.workspace_id, p_provider, p_thread_ref, p_event, 'answer_in_chat');
  end if;
  return jsonb_strip_nulls(jsonb_build_object('outcome', 'accepted', 'conversationId', r.conversation_id,
    'entries', jsonb_build_array(entry_json(m)), 'agentId', v_agent, 'noticeId', v_notice,
    'contactRequestId', case when r.email is not null then r.id end));
end $$;

create function apply_thread_event(t threads, p_event jsonb) returns jsonb language plpgsql as $$
begin
  if t.kind = 'contact_request' then
    return apply_contact_event(t.provider, t.thread_ref, t.target_id, p_event);
  elsif p_event ->> 'type' = 'handled' then
    return jsonb_build_object('outcome', 'foreign');
  end if;
  return apply_agent_event(t.provider, t.thread_ref, t.target_id, p_event);
end $$;

create or replace function lock_thread(t threads, p_type text) returns void language plpgsql as $$
begin
  if t.kind = 'contact_request' then
    perform 1 from conversations
    where id = (select conversation_id from contact_requests where id = t.target_id) for update;
    return;
  end if;
  if p_type = 'end' or exists (
    select 1 from parked_events
    where provider = t.provider and thread_ref = t.thread_ref and event ->> 'type' = 'end'
  ) then
    perform lock_workspace(t.workspace_id);
  end if;
  perform lock_handoff(t.target_id);
end $$;

-- Takes the parked events of a thread, in order; those that wait for a message stay until it is there.
-- Callers hold the locks of lock_thread.
create or replace function apply_parked_events(t threads) returns jsonb language plpgsql as $$
declare
  p parked_events;
  v_done jsonb;
  v_all jsonb := '{}';
begin
  for p in select * from parked_events where provider = t.provider and thread_ref = t.thread_ref order by id for update
  loop
    begin
      v_done := apply_thread_event(t, p.event);
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

create or replace function settle_parked_events(p_provider text, p_thread_ref text) returns jsonb language plpgsql as $$
declare
  t threads;
begin
  select * into strict t from threads where provider = p_provider and thread_ref = p_thread_ref;
  perform lock_thread(t, '');
  return apply_parked_events(t);
end $$;

-- p_event: a neutral inbound event: type (message | message_edited | message_deleted | claim | end | handled), threadRef,
--   keys, externalId, targetExternalId, agentExternalId, agentName, text, parentIsOurs.
-- outcome: accepted | duplicate | parked | foreign (a thread that is none of ours) | contact_thread | after_end |
--   already_claimed | already_handled | superseded
create or replace function accept_agent_event(p_provider text, p_event jsonb) returns jsonb language plpgsql as $$
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

  perform lock_thread(t, v_type);
  if exists (select 1 from parked_events
    where provider = p_provider and thread_ref = t.thread_ref and waits_for is null) then
    v_before := apply_parked_events(t);
  end if;
  v_done := apply_thread_event(t, p_event);
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

-- The log of a conversation. Every function that writes locks the conversation's row first and reads afterwards:
-- a single statement with CTEs would read a snapshot from before the lock.

create function entry_json(m messages) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'seq', m.seq, 'at', m.created_at, 'kind', m.kind, 'text', m.body, 'clientId', m.client_id,
    'agentId', m.agent_id, 'handoffId', m.handoff_id, 'event', m.event))
$$;

-- Callers hold the conversation's row lock.
create function append_entry(
  p_conversation text, p_kind text, p_body text, p_event jsonb default null, p_handoff text default null,
  p_agent text default null, p_client_id text default null, p_reply_to bigint default null,
  p_provider text default null, p_external_id text default null
) returns messages language plpgsql as $$
declare
  c conversations;
  m messages;
begin
  update conversations set last_seq = last_seq + 1 where id = p_conversation returning * into strict c;
  insert into messages (workspace_id, conversation_id, seq, kind, body, event, handoff_id, agent_id, client_id,
                        reply_to, provider, external_id, created_at)
  values (c.workspace_id, c.id, c.last_seq, p_kind, p_body, p_event, p_handoff, p_agent, p_client_id,
          p_reply_to, p_provider, p_external_id, clock_timestamp())
  returning * into m;
  return m;
end $$;

create function live_handoff(p_conversation text) returns handoffs language sql stable as $$
  select * from handoffs where conversation_id = p_conversation and status <> 'ended'
$$;

-- outcome: accepted | duplicate | handoff_ended | unknown_conversation
-- ring: the caller rings the handoff's workflow. answer: the built-in assistant owes an answer.
create function accept_customer_message(
  p_workspace text, p_conversation text, p_client_id text, p_body text, p_handoff text, p_assistant_answers boolean
) returns jsonb language plpgsql as $$
declare
  c conversations;
  h handoffs;
  m messages;
  v_ring boolean := false;
begin
  select * into c from conversations where id = p_conversation and workspace_id = p_workspace for update;
  if not found then return jsonb_build_object('outcome', 'unknown_conversation'); end if;

  select * into m from messages where conversation_id = c.id and client_id = p_client_id;
  if found then
    return jsonb_build_object('outcome', 'duplicate', 'entry', entry_json(m), 'sameText', m.body = p_body);
  end if;

  h := live_handoff(c.id);
  if p_handoff is not null and p_handoff is distinct from h.id then
    return jsonb_build_object('outcome', 'handoff_ended');
  end if;

  if c.owner = 'people' then
    m := append_entry(c.id, 'customer', p_body, p_handoff => h.id, p_client_id => p_client_id);
    v_ring := not h.bell_pending;
    update handoffs set bell_pending = true, last_activity_at = clock_timestamp() where id = h.id;
    return jsonb_build_object('outcome', 'accepted', 'entry', entry_json(m), 'handoffId', h.id, 'ring', v_ring,
      'answer', false, 'epoch', c.epoch);
  end if;

  m := append_entry(c.id, 'customer', p_body, p_client_id => p_client_id);
  if p_assistant_answers then
    update conversations
    set unanswered_seq = m.seq, unanswered_since = clock_timestamp(), answer_attempts = 0
    where id = c.id;
  end if;
  return jsonb_build_object('outcome', 'accepted', 'entry', entry_json(m), 'ring', false,
    'answer', p_assistant_answers, 'epoch', c.epoch);
end $$;

-- outcome: accepted | duplicate | stale (people own the conversation, or did since the answer was begun) | unknown_conversation
create function commit_assistant_turn(
  p_workspace text, p_conversation text, p_epoch integer, p_reply_to bigint, p_client_id text, p_body text
) returns jsonb language plpgsql as $$
declare
  c conversations;
  m messages;
begin
  select * into c from conversations where id = p_conversation and workspace_id = p_workspace for update;
  if not found then return jsonb_build_object('outcome', 'unknown_conversation'); end if;

  select * into m from messages
  where conversation_id = c.id and (reply_to = p_reply_to or client_id = p_client_id) limit 1;
  if found then return jsonb_build_object('outcome', 'duplicate', 'entry', entry_json(m)); end if;

  if c.owner <> 'assistant' or c.epoch <> coalesce(p_epoch, c.epoch) then
    update conversations set unanswered_seq = null, unanswered_since = null
    where id = c.id and c.owner <> 'assistant';
    return jsonb_build_object('outcome', 'stale', 'epoch', c.epoch);
  end if;

  m := append_entry(c.id, 'assistant', p_body, p_reply_to => p_reply_to, p_client_id => p_client_id);
  update conversations set unanswered_seq = null, unanswered_since = null
  where id = c.id and unanswered_seq <= coalesce(p_reply_to, unanswered_seq);
  return jsonb_build_object('outcome', 'accepted', 'entry', entry_json(m), 'epoch', c.epoch);
end $$;

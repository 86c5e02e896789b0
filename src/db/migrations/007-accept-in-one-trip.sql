-- Accepting a customer's message reads the workspace's settings itself, so that one round trip is enough.
-- outcome: accepted | duplicate | handoff_ended | unknown_conversation
-- ring: the caller rings the handoff's workflow. answer: the built-in assistant owes an answer.
drop function accept_customer_message(text, text, text, text, text, boolean);

create function accept_customer_message(
  p_workspace text, p_conversation text, p_client_id text, p_body text, p_handoff text
) returns jsonb language plpgsql as $$
declare
  c conversations;
  h handoffs;
  m messages;
  v_ring boolean := false;
  v_answer boolean;
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
  v_answer := coalesce((
    select data ->> 'assistant' = 'demo' from settings
    where workspace_id = c.workspace_id order by version desc limit 1), false);
  if v_answer then
    update conversations
    set unanswered_seq = m.seq, unanswered_since = clock_timestamp(), answer_attempts = 0
    where id = c.id;
  end if;
  return jsonb_build_object('outcome', 'accepted', 'entry', entry_json(m), 'ring', false,
    'answer', v_answer, 'epoch', c.epoch);
end $$;

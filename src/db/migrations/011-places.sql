-- Everybody for whom there is a place is let in at once, in turn; one by one took a sweep each.

-- Decides a requested, scheduled or queued handoff by the availability found a moment ago.
-- outcome: admitted | queued | scheduled | ended | unchanged (already admitted or ended)
create or replace function admit_handoff(
  p_handoff text, p_availability text, p_opens_at timestamptz, p_limit integer, p_queues boolean,
  p_settings_version integer
) returns jsonb language plpgsql as $$
declare
  h handoffs;
  v_live integer;
  v_ahead integer;
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
  select count(*) into v_ahead from handoffs q
  where q.workspace_id = h.workspace_id and q.status = 'queued' and q.admitted_at is null and q.id <> h.id
    and (q.queued_at, q.id) < (coalesce(h.queued_at, 'infinity'), h.id);

  if v_live + v_ahead >= p_limit then
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

-- The notification card is in the channel. A handoff that ended meanwhile still gets its thread recorded, and one whose
-- card was posted twice keeps the first: replies under the other are told that they reach nobody.
create or replace function record_handoff_thread(p_handoff text, p_thread_ref text) returns jsonb language plpgsql as $$
declare
  h handoffs;
begin
  h := lock_handoff(p_handoff);
  insert into threads (provider, thread_ref, workspace_id, kind, target_id)
  values (h.provider, p_thread_ref, h.workspace_id, 'handoff', h.id)
  on conflict do nothing;
  update handoffs set
    thread_ref = coalesce(thread_ref, p_thread_ref),
    status = case when status in ('requested', 'queued') then 'waiting' else status end,
    waiting_at = coalesce(waiting_at, clock_timestamp())
  where id = h.id;
  return jsonb_build_object('conversationId', h.conversation_id);
end $$;

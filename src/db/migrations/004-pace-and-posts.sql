-- Takes the next slot of a paced resource over all workers (generic cell rate algorithm).
-- Returns the milliseconds to wait before using it; a slot further away than p_max_wait_ms is not taken and the wait
-- comes back negative.
create function take_slot(p_key text, p_interval_ms integer, p_burst integer, p_max_wait_ms integer)
returns integer language plpgsql as $$
declare
  v_arrival timestamptz;
  v_now timestamptz;
  v_wait integer;
begin
  insert into pace (pace_key, arrival_at) values (p_key, clock_timestamp()) on conflict do nothing;
  select arrival_at into v_arrival from pace where pace_key = p_key for update;
  v_now := clock_timestamp();
  v_arrival := greatest(v_arrival, v_now);
  v_wait := greatest(0, ceil(extract(epoch from
    v_arrival - make_interval(secs => p_interval_ms * (p_burst - 1) / 1000.0) - v_now) * 1000));
  if v_wait > p_max_wait_ms then return -v_wait; end if;
  update pace set arrival_at = v_arrival + make_interval(secs => p_interval_ms / 1000.0) where pace_key = p_key;
  return v_wait;
end $$;

-- Begins one post. Returns the state before this attempt: new | sending (the last attempt's outcome is unknown) |
-- posted | failed (the last attempt certainly posted nothing).
create function begin_post(p_key text, p_workspace text, p_provider text, p_thread_ref text, p_through bigint)
returns jsonb language plpgsql as $$
declare
  v posts;
begin
  insert into posts (post_key, workspace_id, provider, state, thread_ref, through_seq, attempts)
  values (p_key, p_workspace, p_provider, 'sending', p_thread_ref, p_through, 1)
  on conflict do nothing returning * into v;
  if found then return jsonb_build_object('before', 'new'); end if;
  select * into strict v from posts where post_key = p_key for update;
  if v.state = 'posted' then
    return jsonb_build_object('before', 'posted', 'externalRef', v.external_ref);
  end if;
  update posts set state = 'sending', attempts = v.attempts + 1, attempted_at = clock_timestamp()
  where post_key = p_key;
  return jsonb_build_object('before', v.state, 'firstAttemptAt', v.created_at, 'attempts', v.attempts);
end $$;

-- Customers who asked while the team was closed and left an address get by mail what they are not there to read.
alter table handoffs
  add column mailed_seq bigint not null default 0,
  -- How far the mail goes that is being sent: an attempt after an unknown outcome sends the same again.
  add column mail_through bigint,
  add column mailed_at timestamptz,
  add column mail_started_at timestamptz,
  add column mail_failed_at timestamptz;
create index handoffs_promised on handoffs (ended_at) where opens_at is not null;
create index handoffs_mailed on handoffs (workspace_id) where mailed_at is not null or mail_through is not null;

-- From when on a customer did not read what was said, with the time that a broken connection needs to be noticed; null
-- while they are here.
create function customer_unread_since(p_conversation text) returns timestamptz language sql stable as $$
  select case when bool_or(expires_at > clock_timestamp()) is not true
    then coalesce(max(expires_at), '-infinity') - interval '30 seconds' end
  from presence where conversation_id = p_conversation
$$;

-- Worth a mail: what an agent said, and that nobody could answer.
create function is_mailed(m messages) returns boolean language sql immutable as $$
  select m.kind = 'agent' or (m.event ->> 'type' = 'handoff_ended'
    and m.event ->> 'reason' in ('no_agent_response', 'outside_hours', 'agents_busy', 'channel_unreachable'))
$$;

-- What waits to be mailed: said to a customer who was not there, for a minute at least.
create function unread_by_customers() returns table (handoff_id text) language sql stable as $$
  select distinct h.id
  from handoffs h
  join conversations c on c.id = h.conversation_id
  cross join lateral (select customer_unread_since(h.conversation_id) as unread_since) customer
  join messages m on m.conversation_id = h.conversation_id and m.seq > h.mailed_seq and m.handoff_id = h.id
  where h.opens_at is not null and h.mail_failed_at is null and c.customer_email is not null
    and (h.ended_at is null or h.ended_at > now() - interval '1 day')
    and m.created_at > customer.unread_since and m.created_at < now() - interval '1 minute'
    and is_mailed(m)
$$;

-- How far the next mail of a handoff goes; null when nothing waits, or when the address was told enough for today.
create function begin_customer_mail(p_handoff text) returns bigint language plpgsql as $$
declare
  h handoffs;
  v_address text;
  v_through bigint;
  v_answered boolean;
begin
  select * into h from handoffs where id = p_handoff;
  select address_key(customer_email) into v_address from conversations where id = h.conversation_id;
  -- One at a time for an address: many who typed it at once are told once.
  perform pg_advisory_xact_lock(hashtextextended('mail ' || h.workspace_id || ' ' || v_address, 0));
  if h.mail_through is not null or v_address is null then return h.mail_through; end if;
  select max(m.seq), bool_or(m.kind = 'agent') into v_through, v_answered from messages m
  where m.conversation_id = h.conversation_id and m.handoff_id = h.id and m.seq > h.mailed_seq
    and m.created_at > customer_unread_since(h.conversation_id) and is_mailed(m);
  if v_through is not null and not v_answered and exists (
    select 1 from handoffs o join conversations oc on oc.id = o.conversation_id
    where o.workspace_id = h.workspace_id and (o.mailed_at > now() - interval '1 day' or o.mail_through is not null)
      and address_key(oc.customer_email) = v_address
  ) then
    update handoffs set mailed_seq = v_through, mail_started_at = null where id = h.id;
    return null;
  end if;
  -- What is said later need not wait until a start counts as lost.
  update handoffs set mail_through = v_through, mail_started_at = case when v_through is not null then mail_started_at end
  where id = h.id;
  return v_through;
end $$;

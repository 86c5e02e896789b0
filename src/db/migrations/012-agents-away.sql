-- Agents who set themselves away: by their own choice, and until they say that they are back.
alter table agents add column away_since timestamptz;
create index agents_away on agents (provider, external_id) where away_since is not null;
-- What is live or waits in a channel, for the agents in it.
create index handoffs_live_by_channel on handoffs (provider, channel) where status <> 'ended';

-- p_event: a neutral event of an agent about themselves: type (away | back), keys, agentExternalId, agentName.
-- outcome: accepted | duplicate. away_since: as it stands then; who is away already stays so since the first time.
create function accept_agent_status(p_provider text, p_event jsonb)
returns table (outcome text, away_since timestamptz) language plpgsql as $$
declare
  v_type text := p_event ->> 'type';
begin
  outcome := 'duplicate';
  if not seen_before(p_provider, array(select jsonb_array_elements_text(p_event -> 'keys'))) then
    outcome := 'accepted';
    -- Who never was away is back without leaving a trace.
    if v_type = 'away' then
      perform agent_id_of(p_provider, p_event ->> 'agentExternalId', p_event ->> 'agentName');
    end if;
    update agents a
    set away_since = case when v_type = 'away' then coalesce(a.away_since, clock_timestamp()) end
    where a.provider = p_provider and a.external_id = p_event ->> 'agentExternalId';
  end if;
  select a.away_since into away_since from agents a
  where a.provider = p_provider and a.external_id = p_event ->> 'agentExternalId';
  return next;
end $$;

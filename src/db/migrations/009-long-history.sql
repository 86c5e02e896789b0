-- Old handoffs and posts must cost the sweeper, deliveries and metrics nothing.
create index posts_by_key on posts (post_key collate "C");
create index handoffs_by_end on handoffs (ended_at) where status = 'ended';
create index handoffs_by_first_response on handoffs (active_at) where active_at is not null;

create index contact_requests_given_up on contact_requests (failed_at) where failed_at is not null;

-- Whether a workflow knows that its customer went away is told by seen_at, as for every other change.
alter table handoffs drop column away_rung_at;

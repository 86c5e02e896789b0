-- When the card and the history were both in the thread: a fault between the two must not cost agents the history.
alter table handoffs add column opened_at timestamptz;
update handoffs set opened_at = waiting_at where thread_ref is not null;

-- When the card and the history were both in the thread: a fault between the two must not cost agents the history.
alter table handoffs add column thread_opened_at timestamptz;
update handoffs set thread_opened_at = waiting_at where thread_ref is not null;
